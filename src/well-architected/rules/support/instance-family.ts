import { judge } from './finding';
import type { Finding } from './finding';
import { GROUP, groupsOf } from './fleets';
import { instanceTypes } from '../../workload/queries';
import type { InstanceTypeUse } from '../../workload/queries';
import type { Workload } from '../../workload/workload';

/** The `m` and the 7 of `db.m7g.large`. */
export interface InstanceFamily {
  readonly family: string;
  readonly generation: number;
}

/** Also `c7gn.16xlarge`, `m7i-flex.large`, `db.r6i.4xlarge.tpc2.mem4x`; not `db.serverless` or `u-6tb1.metal`. */
const TYPE = /^(?:db\.|cache\.)?([a-z]+)(\d+)[a-z0-9-]*\.[a-z0-9.-]+$/;

/** What an instance type says of itself; undefined where it is written in another form. */
export function familyOf(type: unknown): InstanceFamily | undefined {
  const [, family, generation] = (typeof type === 'string' ? TYPE.exec(type) : null) ?? [];
  return family === undefined ? undefined : { family, generation: Number(generation) };
}

/** The instance types that something will run on: that of a launch template counts for nothing where every group names its own. */
export function usedInstanceTypes(workload: Workload): InstanceTypeUse[] {
  return instanceTypes(workload).filter(({ resource }) => {
    const groups = groupsOf(workload, resource);
    return (
      groups.length === 0 ||
      groups.some((group) => group.raw('MixedInstancesPolicy.LaunchTemplate.Overrides') === undefined)
    );
  });
}

/** Judges the instance types about which there is a verdict; a type that says nothing is left out. */
export function judgeInstanceTypes(
  uses: readonly InstanceTypeUse[],
  expected: string,
  isRight: (family: InstanceFamily) => boolean | undefined,
): Finding[] {
  const verdictOn = (type: unknown) => {
    const family = familyOf(type);
    return family && isRight(family);
  };
  return uses
    .filter(({ values }) => values.some(({ known, value }) => !known || verdictOn(value) !== undefined))
    .map((use) =>
      judge(use.resource, use.property, use.values, {
        expected,
        holds: (type) => verdictOn(type) !== false,
        item: itemOf(use),
      }),
    );
}

/** A group may name several types: each is told apart by itself, so that another order changes nothing. */
function itemOf({ resource, values }: InstanceTypeUse): string | undefined {
  const [first, ...more] = values;
  return resource.type === GROUP && more.length === 0 && typeof first?.value === 'string' ? first.value : undefined;
}
