import type { Resource } from '../../workload/resource';
import { isTrue } from '../../workload/value';
import { verify } from '../support/finding';
import type { Rule } from '../support/rule';
import { verdictOf } from '../support/verdict';

/** Keys are rotated automatically. */
export const kmsKeyRotation: Rule = {
  name: 'KmsKeyRotation',
  practice: 'SEC08-BP01',
  level: 'error',
  requirement: 'KMS keys that AWS can rotate are rotated every year.',
  why:
    'The longer one key encrypts all data, the more data a leaked key exposes. Auditors of card payments ask for the ' +
    'rotation.',
  fix:
    'The key of `EcommerceArchitecture` rotates. In CloudFormation set `EnableKeyRotation: true`. Old data stays ' +
    'readable, and each of the first two rotations costs about a dollar a month.',
  docs: 'https://docs.aws.amazon.com/kms/latest/developerguide/rotate-keys.html',
  check: (workload) =>
    workload
      .ofType('AWS::KMS::Key')
      .filter(isRenewable)
      .map((key) => verify(key, 'EnableKeyRotation', { expected: 'true', holds: isTrue })),
};

/** AWS cannot rotate asymmetric keys, HMAC keys and imported key material. */
function isRenewable(key: Resource): boolean {
  return (
    verdictOf(key.values('KeySpec'), (spec) => spec === undefined || spec === 'SYMMETRIC_DEFAULT') !== false &&
    verdictOf(key.values('Origin'), (origin) => origin === undefined || origin === 'AWS_KMS') !== false
  );
}
