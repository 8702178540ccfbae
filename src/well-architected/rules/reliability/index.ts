import { asgElbHealthCheck } from './asg-elb-health-check';
import { asgHasScalingPolicy } from './asg-has-scaling-policy';
import { automatedBackups } from './automated-backups';
import { concurrencyBounded } from './concurrency-bounded';
import { dataVersionedOrBackedUp } from './data-versioned-or-backed-up';
import { deadLetterEverywhere } from './dead-letter-everywhere';
import { deletionProtection } from './deletion-protection';
import { haPublicEndpoint } from './ha-public-endpoint';
import { healthChecksExplicit } from './health-checks-explicit';
import { idempotentConsumers } from './idempotent-consumers';
import { multiAzEveryTier } from './multi-az-every-tier';
import { natGatewayPerAz } from './nat-gateway-per-az';
import { orderFlowLooselyCoupled } from './order-flow-loosely-coupled';
import { quotaHeadroom } from './quota-headroom';
import { retriesBounded } from './retries-bounded';
import { statelessWebTier } from './stateless-web-tier';
import { subnetSpace } from './subnet-space';
import { timeoutsExplicit } from './timeouts-explicit';
import type { Rule } from '../support/rule';

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
  asgHasScalingPolicy,
  dataVersionedOrBackedUp,
  automatedBackups,
  multiAzEveryTier,
  healthChecksExplicit,
  asgElbHealthCheck,
  natGatewayPerAz,
  deletionProtection,
];

// The cases of the rules import them from here.
export {
  asgElbHealthCheck,
  asgHasScalingPolicy,
  automatedBackups,
  concurrencyBounded,
  dataVersionedOrBackedUp,
  deadLetterEverywhere,
  deletionProtection,
  haPublicEndpoint,
  healthChecksExplicit,
  idempotentConsumers,
  multiAzEveryTier,
  natGatewayPerAz,
  orderFlowLooselyCoupled,
  quotaHeadroom,
  retriesBounded,
  statelessWebTier,
  subnetSpace,
  timeoutsExplicit,
};
