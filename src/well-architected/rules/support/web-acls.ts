import type { Resource } from '../../workload/resource';
import type { Workload } from '../../workload/workload';

/** Web ACLs in front of a load balancer. */
export interface Firewalls {
  /** True when one is associated, even one that is in no template. */
  readonly attached: boolean;

  /** True when an association is for a resource that is known only at deployment. */
  readonly unclear: boolean;

  /** Web ACLs in the templates. */
  readonly acls: readonly Resource[];
}

/**
 * Returns the web ACLs in front of a load balancer.
 *
 * @param workload - associations in related stacks are included
 */
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
