import { anyOf, everyOf, verdictOf } from './verdict';
import type { Verdict } from './verdict';
import type { Resource } from '../../workload/resource';
import { isGiven } from '../../workload/value';

export const LIFECYCLE_RULES = 'LifecycleConfiguration.Rules';

/** Properties of a lifecycle rule, of which one must hold. */
export type RuleProperties = Readonly<Record<string, (value: unknown) => boolean>>;

/** Requirement for the lifecycle rules of a bucket. */
export interface LifecycleDemand {
  readonly item: string;
  readonly expected: string;
  readonly met: RuleProperties;

  /** Properties that meet a part of the requirement. */
  readonly partly: RuleProperties;
}

/** Properties that limit a rule to a part of the bucket. */
const FILTERS = ['Prefix', 'TagFilters', 'ObjectSizeGreaterThan', 'ObjectSizeLessThan'];

/**
 * Returns a verdict for each rule: that it is enabled and has one of the properties.
 *
 * @param whole - true to require also that the rule covers the whole bucket
 */
export function ruleVerdicts(bucket: Resource, properties: RuleProperties, whole: boolean): Verdict[] {
  return bucket.values(LIFECYCLE_RULES).flatMap(({ known, value }): Verdict[] => {
    if (!known) return [undefined];
    return (Array.isArray(value) ? value : []).map((_, index) => {
      const at = (name: string) => bucket.values(`${LIFECYCLE_RULES}.${index}.${name}`);
      return everyOf([
        verdictOf(at('Status'), (status) => status === 'Enabled'),
        anyOf(Object.entries(properties).map(([name, holds]) => verdictOf(at(name), holds))),
        ...(whole ? FILTERS.map((name) => verdictOf(at(name), (filter) => !isGiven(filter))) : []),
      ]);
    });
  });
}
