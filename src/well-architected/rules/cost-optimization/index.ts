import type { Rule } from '../../rule';

export const COST_OPTIMIZATION: readonly Rule[] = [
];
