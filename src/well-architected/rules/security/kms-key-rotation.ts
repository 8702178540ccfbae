import type { Resource } from '../../workload/resource';
import { isTrue } from '../../workload/value';
import { verify } from '../support/finding';
import type { Rule } from '../support/rule';
import { verdictOf } from '../support/verdict';

/** Keys are renewed by themselves. */
export const kmsKeyRotation: Rule = {
  name: 'KmsKeyRotation',
  practice: 'SEC08-BP01',
  level: 'error',
  requirement: 'KMS keys that AWS can renew are renewed every year.',
  why: 'The longer one key encrypts everything, the more a leak of it is worth; auditors of card payments ask for the rotation.',
  fix:
    'The key of `EcommerceArchitecture` rotates; in CloudFormation `EnableKeyRotation: true`, which keeps old data readable and costs about a dollar ' +
    'a month for each of the first two renewals.',
  docs: 'https://docs.aws.amazon.com/kms/latest/developerguide/rotate-keys.html',
  check: (workload) =>
    workload
      .ofType('AWS::KMS::Key')
      .filter(isRenewable)
      .map((key) => verify(key, 'EnableKeyRotation', { expected: 'true', holds: isTrue })),
};

/** AWS cannot renew key pairs, codes for messages, and material that came from elsewhere. */
function isRenewable(key: Resource): boolean {
  return (
    verdictOf(key.values('KeySpec'), (spec) => spec === undefined || spec === 'SYMMETRIC_DEFAULT') !== false &&
    verdictOf(key.values('Origin'), (origin) => origin === undefined || origin === 'AWS_KMS') !== false
  );
}
