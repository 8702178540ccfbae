import { identityStatements } from '../../workload/queries';
import type { Resource } from '../../workload/resource';
import type { Workload } from '../../workload/workload';
import { found } from '../support/finding';
import type { Finding } from '../support/finding';
import { flattened, wildcardsOf } from '../support/iam-findings';
import type { Wildcard } from '../support/iam-findings';
import type { Rule } from '../support/rule';

const EXPECTED = 'named actions on named resources';

/** AWS managed policies that allow everything, or almost everything. */
const ALL_POWERFUL = /:policy\/(AdministratorAccess|PowerUserAccess|IAMFullAccess)$/;

/** A role has only the permissions that its work needs. */
export const leastPrivilege: Rule = {
  name: 'LeastPrivilege',
  practice: 'SEC03-BP02',
  level: 'error',
  requirement:
    'Policies name the actions and the resources that they allow, and every wildcard is acknowledged with a reason.',
  why:
    'A vulnerability in one function, library or server gives an attacker everything that its role may do. With `*` ' +
    'that is every order, every bucket and every other system in the account.',
  fix:
    'Use the `connect` methods of `EcommerceArchitecture` and the `grant…` methods of CDK, or write the actions and ' +
    'ARNs into `Statement`. Where AWS accepts no ARN, or the name is chosen at run time, acknowledge the finding; an ' +
    'acknowledgement of AwsSolutions-IAM5 counts too.',
  docs: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html',
  acknowledgedAs: ['AwsSolutions-IAM5', 'AwsSolutions-IAM4'],
  check: (workload) => {
    const wildcards = new Map<Resource, Map<string, Wildcard & { readonly property: string }>>();
    for (const { property, resource, wildcard } of everythingAllowed(workload)) {
      const known = wildcards.get(resource) ?? new Map();
      wildcards.set(resource, known);
      if (wildcard && known.get(wildcard.item)?.bounded !== false) known.set(wildcard.item, { ...wildcard, property });
    }
    return [...wildcards].flatMap(([resource, byItem]): Finding[] =>
      byItem.size === 0
        ? [found(resource, true, EXPECTED, 'no wildcard')]
        : [...byItem.values()].map(({ item, state, bounded, property }) =>
            found(resource, state, EXPECTED, item, { property, item, level: bounded ? 'warning' : undefined }),
          ),
    );
  },
};

interface Allowed {
  readonly resource: Resource;
  readonly property: string;
  readonly wildcard?: Wildcard;
}

/**
 * Returns every statement that allows something, once for each of its wildcards, and every AWS managed policy that
 * allows almost everything.
 */
function everythingAllowed(workload: Workload): Allowed[] {
  const written = identityStatements(workload)
    .filter(({ effect }) => effect === 'Allow')
    .flatMap((statement): Allowed[] => {
      const { resource, property } = statement;
      const wildcards = wildcardsOf(workload, statement);
      return wildcards.length === 0
        ? [{ resource, property }]
        : wildcards.map((wildcard) => ({ resource, property, wildcard }));
    });
  const attached = workload.ofType('AWS::IAM::Role', 'AWS::IAM::User', 'AWS::IAM::Group').flatMap((resource) =>
    resource
      .list('ManagedPolicyArns')
      .map(flattened)
      .filter((arn) => ALL_POWERFUL.test(arn))
      .map((arn): Allowed => ({
        resource,
        property: 'Properties.ManagedPolicyArns',
        wildcard: { item: `Policy::${arn}`, state: 'failing', bounded: false },
      })),
  );
  return [...written, ...attached];
}
