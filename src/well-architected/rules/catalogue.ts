import { COST_OPTIMIZATION } from './cost-optimization';
import { OPERATIONAL_EXCELLENCE } from './operational-excellence';
import { PERFORMANCE_EFFICIENCY } from './performance-efficiency';
import { RELIABILITY } from './reliability';
import { SECURITY } from './security';
import type { Rule } from './support/rule';
import { SUSTAINABILITY } from './sustainability';

/** All rules, in the order of AWS's pillars and questions. */
export const CATALOGUE: readonly Rule[] = [
  ...OPERATIONAL_EXCELLENCE,
  ...SECURITY,
  ...RELIABILITY,
  ...PERFORMANCE_EFFICIENCY,
  ...COST_OPTIMIZATION,
  ...SUSTAINABILITY,
];
