import type { Verdict } from './verdict';
import type { Resource } from '../../workload/resource';
import type { Workload } from '../../workload/workload';

/** What stands in one VPC. */
export interface VpcMembers {
  /** Equal for what stands in the same VPC. */
  readonly key: unknown;

  /** The VPC, or the first of its members where it is made elsewhere. */
  readonly anchor: Resource;

  readonly members: readonly Resource[];
}

/**
 * Resources by the VPC they stand in; what does not say where it stands is left out.
 *
 * @param placeOf what has the `VpcId`: the resource itself or its subnet
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

/** Whether there are at most so many: what has a condition may turn out not to be made. */
export function atMost(members: readonly Resource[], most: number): Verdict {
  if (members.length <= most) return true;
  const sure = members.filter(({ definition }) => definition.Condition === undefined);
  return sure.length > most ? false : undefined;
}
