import { found, verify } from '../support/finding';
import type { Rule } from '../support/rule';

const EXPECTED = 'a role, whose credentials expire within hours';

/** Nothing signs in with a key that never expires. */
export const noLongTermCredentials: Rule = {
  name: 'NoLongTermCredentials',
  practice: 'SEC02-BP02',
  level: 'fatal',
  requirement: 'Programs and people sign in with roles: the templates hold no access key and no IAM user.',
  why:
    'A key that never expires is copied into laptops, repositories and logs, and whoever finds it years later still gets in. ' +
    'Whatever was bought, refunded or read with it looks like the shop itself.',
  fix:
    'Servers and functions of `EcommerceArchitecture` have roles already: grant to those. Remove `AWS::IAM::AccessKey` and `AWS::IAM::User`; ' +
    'people sign in through IAM Identity Center, programs elsewhere with `AWS::IAM::OIDCProvider` or IAM Roles Anywhere.',
  docs: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html',
  check: (workload) => [
    ...workload
      .ofType('AWS::IAM::AccessKey')
      .map((key) => verify(key, 'Status', { expected: `no active key but ${EXPECTED}`, holds: isInactive })),
    // A user without a key here may have been made to be given one by hand, or for an emergency: that is for people to say.
    ...workload.ofType('AWS::IAM::User').map((user) => found(user, false, EXPECTED, 'a user', { level: 'error' })),
    ...workload.ofType('AWS::IAM::Role').map((role) => found(role, true, EXPECTED, 'a role')),
  ],
};

/** A key on its way out is switched off before it is deleted. */
function isInactive(status: unknown): boolean {
  return status === 'Inactive';
}
