import { batchedConsumers } from './batched-consumers';
import { elasticCapacity } from './elastic-capacity';
import { noUnusedAssets } from './no-unused-assets';
import { regionChoiceRecorded } from './region-choice-recorded';
import { slaMatchesProfile } from './sla-matches-profile';
import type { Rule } from '../../rule';

export const SUSTAINABILITY: readonly Rule[] = [
  regionChoiceRecorded,
  elasticCapacity,
  slaMatchesProfile,
  noUnusedAssets,
  batchedConsumers,
];
