import type { Rule } from '../../rule';

export const OPERATIONAL_EXCELLENCE: readonly Rule[] = [
];
