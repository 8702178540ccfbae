import { concurrencyBounded } from './concurrency-bounded';
import { deadLetterEverywhere } from './dead-letter-everywhere';
import { haPublicEndpoint } from './ha-public-endpoint';
import { idempotentConsumers } from './idempotent-consumers';
import { multiAzEveryTier } from './multi-az-every-tier';
import { orderFlowLooselyCoupled } from './order-flow-loosely-coupled';
import { quotaHeadroom } from './quota-headroom';
import { retriesBounded } from './retries-bounded';
import { statelessWebTier } from './stateless-web-tier';
import { subnetSpace } from './subnet-space';
import { timeoutsExplicit } from './timeouts-explicit';
import type { Rule } from '../../rule';

export const RELIABILITY: readonly Rule[] = [
  quotaHeadroom,
  haPublicEndpoint,
  subnetSpace,
  orderFlowLooselyCoupled,
  idempotentConsumers,
  concurrencyBounded,
  retriesBounded,
  deadLetterEverywhere,
  timeoutsExplicit,
  statelessWebTier,
  multiAzEveryTier,
];
