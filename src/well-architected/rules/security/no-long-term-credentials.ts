import { found, verify } from '../support/finding';
import type { Rule } from '../support/rule';

const EXPECTED = 'a role, whose credentials expire within hours';

/** No identity uses credentials that never expire. */
export const noLongTermCredentials: Rule = {
  name: 'NoLongTermCredentials',
  practice: 'SEC02-BP02',
  level: 'fatal',
  requirement: 'Programs and people use roles: the templates contain no access key and no IAM user.',
  why:
    'A key that never expires is copied into laptops, repositories and logs, and still works for an attacker who ' +
    'finds it years later. Actions with it look like those of the shop.',
  fix:
    'Servers and functions of `EcommerceArchitecture` have roles: grant permissions to those. Remove ' +
    '`AWS::IAM::AccessKey` and `AWS::IAM::User`. People sign in through IAM Identity Center, and programs outside of ' +
    'AWS use `AWS::IAM::OIDCProvider` or IAM Roles Anywhere.',
  docs: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html',
  check: (workload) => [
    ...workload
      .ofType('AWS::IAM::AccessKey')
      .map((key) => verify(key, 'Status', { expected: `no active key but ${EXPECTED}`, holds: isInactive })),
    // An error only, because a user without a key here may be for an emergency, or get a key by hand.
    ...workload.ofType('AWS::IAM::User').map((user) => found(user, false, EXPECTED, 'a user', { level: 'error' })),
    ...workload.ofType('AWS::IAM::Role').map((role) => found(role, true, EXPECTED, 'a role')),
  ],
};

/** True for a key that is disabled, as it should be before it is deleted. */
function isInactive(status: unknown): boolean {
  return status === 'Inactive';
}
