import type { Rule } from '../../rule';

export const PERFORMANCE_EFFICIENCY: readonly Rule[] = [
];
