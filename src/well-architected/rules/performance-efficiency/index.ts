import { computeMetrics } from './compute-metrics';
import { currentGenerationInstances } from './current-generation-instances';
import { lambdaMemoryExplicit } from './lambda-memory-explicit';
import { noBurstableInProduction } from './no-burstable-in-production';
import { scalingMetricFits } from './scaling-metric-fits';
import type { Rule } from '../../rule';

export const PERFORMANCE_EFFICIENCY: readonly Rule[] = [
  currentGenerationInstances,
  noBurstableInProduction,
  computeMetrics,
  lambdaMemoryExplicit,
  scalingMetricFits,
];
