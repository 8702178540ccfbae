import type { Finding } from '../rules/support/finding';
import { ruleId } from '../rules/support/rule';
import type { Rule } from '../rules/support/rule';

/** The namespace under which CDK knows the findings. */
export const PACK = 'WellArchitected';

/** The id of a finding: the rule's, with what tells it apart in brackets. */
export function findingId(rule: Rule, { item }: Finding): string {
  return item === undefined ? ruleId(rule) : `${ruleId(rule)}[${item}]`;
}
