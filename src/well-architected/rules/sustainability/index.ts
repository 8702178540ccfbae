import type { Rule } from '../../rule';

export const SUSTAINABILITY: readonly Rule[] = [
];
