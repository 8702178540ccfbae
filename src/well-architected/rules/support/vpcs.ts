import type { Verdict } from './verdict';
import type { Resource } from '../../workload/resource';
import type { Workload } from '../../workload/workload';

/** The members of one VPC among some resources. */
export interface VpcMembers {
  /** Equal for resources in the same VPC. */
  readonly key: unknown;

  /** The VPC, or its first member where the VPC is in another template. */
  readonly anchor: Resource;

  readonly members: readonly Resource[];
}

/**
 * Groups resources by their VPC. A resource without a VPC is left out.
 *
 * @param placeOf - returns the resource with the `VpcId`: the resource itself or its subnet
 */
export function byVpc(
  workload: Workload,
  resources: readonly Resource[],
  placeOf: (resource: Resource) => Resource | undefined,
): VpcMembers[] {
  const groups = new Map<unknown, { key: unknown; anchor: Resource; members: Resource[] }>();
  for (const resource of resources) {
    const place = placeOf(resource);
    const id = place?.raw('VpcId');
    if (!place || id === undefined) continue;
    const vpc = workload.follow(place, id);
    const key = vpc ?? JSON.stringify(id);
    const group = groups.get(key) ?? { key, anchor: vpc ?? resource, members: [] };
    group.members.push(resource);
    groups.set(key, group);
  }
  return [...groups.values()];
}

/**
 * Returns true when there are at most so many members. A member with a condition may not be created.
 *
 * @param most - maximum number of members
 */
export function atMost(members: readonly Resource[], most: number): Verdict {
  if (members.length <= most) return true;
  const sure = members.filter(({ definition }) => definition.Condition === undefined);
  return sure.length > most ? false : undefined;
}
