import type { Rule } from '../../rule';

export const SECURITY: readonly Rule[] = [
];
