import { assess } from './finding';
import type { Finding } from './finding';
import { GROUP, groupsOf } from './fleets';
import { instanceTypes } from '../../workload/queries';
import type { InstanceTypeUse } from '../../workload/queries';
import type { Workload } from '../../workload/workload';

/** Family and generation of an instance type: `m` and 7 of `db.m7g.large`. */
export interface InstanceFamily {
  readonly family: string;
  readonly generation: number;
}

/**
 * Matches also `c7gn.16xlarge`, `m7i-flex.large` and `db.r6i.4xlarge.tpc2.mem4x`, but not `db.serverless` or
 * `u-6tb1.metal`.
 */
const TYPE = /^(?:db\.|cache\.)?([a-z]+)(\d+)[a-z0-9-]*\.[a-z0-9.-]+$/;

/** Returns family and generation of an instance type; undefined where it has another form. */
export function familyOf(type: unknown): InstanceFamily | undefined {
  const [, family, generation] = (typeof type === 'string' ? TYPE.exec(type) : null) ?? [];
  return family === undefined ? undefined : { family, generation: Number(generation) };
}

/** Returns the instance types in use. The type of a launch template is not used where every group overrides it. */
export function usedInstanceTypes(workload: Workload): InstanceTypeUse[] {
  return instanceTypes(workload).filter(({ resource }) => {
    const groups = groupsOf(workload, resource);
    return (
      groups.length === 0 ||
      groups.some((group) => group.raw('MixedInstancesPolicy.LaunchTemplate.Overrides') === undefined)
    );
  });
}

/**
 * Assesses the instance types for which there is a verdict.
 *
 * @param isRight - returns undefined for a family that the rule does not cover; such a type is left out
 */
export function assessInstanceTypes(
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
      assess(use.resource, use.property, use.values, {
        expected,
        holds: (type) => verdictOn(type) !== false,
        item: itemOf(use),
      }),
    );
}

/** A group may name several types. Each is identified by itself, so that their order does not matter. */
function itemOf({ resource, values }: InstanceTypeUse): string | undefined {
  const [first, ...more] = values;
  return resource.type === GROUP && more.length === 0 && typeof first?.value === 'string' ? first.value : undefined;
}
