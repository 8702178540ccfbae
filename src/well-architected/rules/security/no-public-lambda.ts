import type { Resource } from '../../workload/resource';
import { found, show, verify, verifyPresent } from '../support/finding';
import type { Finding } from '../support/finding';
import type { Rule } from '../support/rule';
import { anyOf, verdictIn, verdictOf } from '../support/verdict';

const EXPECTED = 'a named service or account';

/** Each of them says which of all callers is meant. */
const LIMITS = ['PrincipalOrgID', 'SourceAccount', 'SourceArn'];

/** A function runs only for callers that were named. */
export const noPublicLambda: Rule = {
  name: 'NoPublicLambda',
  practice: 'SEC03-BP07',
  level: 'error',
  requirement:
    'No function can be invoked by everybody: permissions name their caller, and function URLs ask for a signature.',
  why:
    'Whoever finds the address runs your code with its role, past the web firewall and as often as they like: orders are forged, and the bill ' +
    'is yours.',
  fix:
    'Let visitors reach functions through the load balancer, as `commerce.storeApi` does, and functions of your own through `addFunction`. In ' +
    'CloudFormation a `Principal` that is not `*` or a `SourceArn` beside it, and `AuthType: AWS_IAM` on `AWS::Lambda::Url`.',
  docs: 'https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html',
  check: (workload) => [
    ...workload.ofType('AWS::Lambda::Permission').map(permissionFinding),
    ...workload
      .ofType('AWS::Lambda::Url')
      .map((url) => verify(url, 'AuthType', { expected: 'AWS_IAM', holds: (value) => value === 'AWS_IAM' })),
  ],
};

function permissionFinding(permission: Resource): Finding {
  const principals = permission.values('Principal');
  const named = verdictOf(principals, (principal) => principal !== '*');
  const limited = LIMITS.map((limit) => verdictIn(verifyPresent(permission, limit, EXPECTED)));
  const actual = principals.map(({ value }) => show(value)).join(' or ');
  return found(permission, anyOf([named, ...limited]), EXPECTED, actual, { property: 'Properties.Principal' });
}
