import type { Finding } from '../rules/support/finding';
import { ruleId } from '../rules/support/rule';
import type { Rule } from '../rules/support/rule';

/** Namespace under which CDK lists the findings. */
export const PACK = 'WellArchitected';

/**
 * Returns the id of a finding: the rule's id, with the item in brackets where there is one.
 *
 * @param finding - its `item` distinguishes several findings of a rule on one resource
 */
export function findingId(rule: Rule, { item }: Finding): string {
  return item === undefined ? ruleId(rule) : `${ruleId(rule)}[${item}]`;
}
