import { cachingLayers } from './caching-layers';
import { computeMetrics } from './compute-metrics';
import { connectionReuse } from './connection-reuse';
import { currentGenerationInstances } from './current-generation-instances';
import { databaseInsights } from './database-insights';
import { edgeMetrics } from './edge-metrics';
import { edgeNearUsers } from './edge-near-users';
import { gp3Storage } from './gp3-storage';
import { http3AndIpv6 } from './http3-and-ipv6';
import { keepAliveAligned } from './keep-alive-aligned';
import { lambdaMemoryExplicit } from './lambda-memory-explicit';
import { loadBalancingTuned } from './load-balancing-tuned';
import { noBurstableInProduction } from './no-burstable-in-production';
import { scalingMetricFits } from './scaling-metric-fits';
import { tailLatencyKpi } from './tail-latency-kpi';
import type { Rule } from '../support/rule';

export const PERFORMANCE_EFFICIENCY: readonly Rule[] = [
  currentGenerationInstances,
  noBurstableInProduction,
  computeMetrics,
  lambdaMemoryExplicit,
  scalingMetricFits,
  gp3Storage,
  databaseInsights,
  connectionReuse,
  cachingLayers,
  http3AndIpv6,
  loadBalancingTuned,
  keepAliveAligned,
  edgeNearUsers,
  tailLatencyKpi,
  edgeMetrics,
];

// The cases of the rules import them from here.
export {
  cachingLayers,
  computeMetrics,
  connectionReuse,
  currentGenerationInstances,
  databaseInsights,
  edgeMetrics,
  edgeNearUsers,
  gp3Storage,
  http3AndIpv6,
  keepAliveAligned,
  lambdaMemoryExplicit,
  loadBalancingTuned,
  noBurstableInProduction,
  scalingMetricFits,
  tailLatencyKpi,
};
