import type { Resource } from '../../workload/resource';
import type { Workload } from '../../workload/workload';

/** The web ACLs in front of a load balancer. */
export interface Firewalls {
  /** Whether one is associated, also one that is not in a template. */
  readonly attached: boolean;

  /** Whether an association is for a resource that nobody can name before the deployment. */
  readonly unclear: boolean;

  /** Those in the templates. */
  readonly acls: readonly Resource[];
}

export function firewallsOf(workload: Workload, loadBalancer: Resource): Firewalls {
  const associations = workload
    .anyOfType('AWS::WAFv2::WebACLAssociation')
    .map((association) => ({ association, targets: workload.mentions(association, association.raw('ResourceArn')) }));
  const own = associations.filter(({ targets }) => targets.has(loadBalancer));
  return {
    attached: own.length > 0,
    unclear: associations.some(
      ({ association, targets }) => targets.size === 0 && typeof association.raw('ResourceArn') !== 'string',
    ),
    acls: own.flatMap(({ association }) => workload.follow(association, association.raw('WebACLArn')) ?? []),
  };
}
