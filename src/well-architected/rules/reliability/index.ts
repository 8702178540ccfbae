import { haPublicEndpoint } from './ha-public-endpoint';
import { multiAzEveryTier } from './multi-az-every-tier';
import { quotaHeadroom } from './quota-headroom';
import { subnetSpace } from './subnet-space';
import type { Rule } from '../../rule';

export const RELIABILITY: readonly Rule[] = [
  quotaHeadroom,
  haPublicEndpoint,
  subnetSpace,
  multiAzEveryTier,
];
