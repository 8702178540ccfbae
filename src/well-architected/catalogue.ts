import type { Rule } from './rule';
import { COST_OPTIMIZATION } from './rules/cost-optimization';
import { OPERATIONAL_EXCELLENCE } from './rules/operational-excellence';
import { PERFORMANCE_EFFICIENCY } from './rules/performance-efficiency';
import { RELIABILITY } from './rules/reliability';
import { SECURITY } from './rules/security';
import { SUSTAINABILITY } from './rules/sustainability';

/** Every rule, in the order of AWS's pillars and questions. */
export const CATALOGUE: readonly Rule[] = [
  ...OPERATIONAL_EXCELLENCE,
  ...SECURITY,
  ...RELIABILITY,
  ...PERFORMANCE_EFFICIENCY,
  ...COST_OPTIMIZATION,
  ...SUSTAINABILITY,
];
