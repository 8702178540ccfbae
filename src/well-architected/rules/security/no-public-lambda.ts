import type { Resource } from '../../workload/resource';
import { found, show, verify, verifyPresent } from '../support/finding';
import type { Finding } from '../support/finding';
import type { Rule } from '../support/rule';
import { anyOf, verdictIn, verdictOf } from '../support/verdict';

const EXPECTED = 'a named service or account';

/** Properties that limit the callers. */
const LIMITS = ['PrincipalOrgID', 'SourceAccount', 'SourceArn'];

/** A function can be called only by named callers. */
export const noPublicLambda: Rule = {
  name: 'NoPublicLambda',
  practice: 'SEC03-BP07',
  level: 'error',
  requirement:
    'No function can be invoked by any caller: permissions name the caller, and function URLs require a signature.',
  why:
    'Anyone who finds the address can run your code with its role, without the web ACL and without a limit. Orders ' +
    'are forged, and you pay the bill.',
  fix:
    'Let visitors reach functions through the load balancer, as `commerce.storeApi` does, and add your functions ' +
    'with `addFunction`. In CloudFormation set a `Principal` other than `*`, or a `SourceArn` beside it, and ' +
    '`AuthType: AWS_IAM` on `AWS::Lambda::Url`.',
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
