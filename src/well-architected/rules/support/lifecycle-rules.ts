import { anyOf, everyOf, verdictOf } from './verdict';
import type { Verdict } from './verdict';
import type { Resource } from '../../workload/resource';
import { isGiven } from '../../workload/value';

export const LIFECYCLE_RULES = 'LifecycleConfiguration.Rules';

/** Properties of a lifecycle rule, one of which has to hold. */
export type RuleProperties = Readonly<Record<string, (value: unknown) => boolean>>;

/** What the rules of a bucket have to do. */
export interface LifecycleDemand {
  readonly item: string;
  readonly expected: string;
  readonly met: RuleProperties;

  /** What does some of it. */
  readonly partly: RuleProperties;
}

/** What narrows a rule to a part of the bucket. */
const FILTERS = ['Prefix', 'TagFilters', 'ObjectSizeGreaterThan', 'ObjectSizeLessThan'];

/** For each rule whether it is enabled, for the whole bucket if asked, and has one of these. */
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
