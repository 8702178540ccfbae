import { backupRetentionBounded } from './backup-retention-bounded';
import { bucketLifecycle } from './bucket-lifecycle';
import { budgetWithAlert } from './budget-with-alert';
import { costAllocationTags } from './cost-allocation-tags';
import { costAnomalyDetection } from './cost-anomaly-detection';
import { instanceSizeGuardrail } from './instance-size-guardrail';
import { logRetentionBounded } from './log-retention-bounded';
import type { Rule } from '../../rule';

export const COST_OPTIMIZATION: readonly Rule[] = [
  budgetWithAlert,
  costAnomalyDetection,
  instanceSizeGuardrail,
  costAllocationTags,
  logRetentionBounded,
  bucketLifecycle,
  backupRetentionBounded,
];
