import { multiAzEveryTier } from './multi-az-every-tier';
import type { Rule } from '../../rule';

export const RELIABILITY: readonly Rule[] = [
  multiAzEveryTier,
];
