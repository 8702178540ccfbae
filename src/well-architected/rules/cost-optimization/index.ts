import { asgScalesIn } from './asg-scales-in';
import { backupRetentionBounded } from './backup-retention-bounded';
import { bucketLifecycle } from './bucket-lifecycle';
import { budgetWithAlert } from './budget-with-alert';
import { costAllocationTags } from './cost-allocation-tags';
import { costAnomalyDetection } from './cost-anomaly-detection';
import { instanceSizeGuardrail } from './instance-size-guardrail';
import { interfaceEndpointsJustified } from './interface-endpoints-justified';
import { logRetentionBounded } from './log-retention-bounded';
import { natCountFitsProfile } from './nat-count-fits-profile';
import { noLicensedEngine } from './no-licensed-engine';
import { noUnjustifiedPiops } from './no-unjustified-piops';
import { s3GatewayEndpoint } from './s3-gateway-endpoint';
import { spotForNonProduction } from './spot-for-non-production';
import { storageAutoscaling } from './storage-autoscaling';
import type { Rule } from '../support/rule';

export const COST_OPTIMIZATION: readonly Rule[] = [
  budgetWithAlert,
  costAnomalyDetection,
  instanceSizeGuardrail,
  costAllocationTags,
  logRetentionBounded,
  bucketLifecycle,
  backupRetentionBounded,
  noLicensedEngine,
  noUnjustifiedPiops,
  storageAutoscaling,
  spotForNonProduction,
  natCountFitsProfile,
  s3GatewayEndpoint,
  interfaceEndpointsJustified,
  asgScalesIn,
];

// The cases of the rules import them from here.
export {
  asgScalesIn,
  backupRetentionBounded,
  bucketLifecycle,
  budgetWithAlert,
  costAllocationTags,
  costAnomalyDetection,
  instanceSizeGuardrail,
  interfaceEndpointsJustified,
  logRetentionBounded,
  natCountFitsProfile,
  noLicensedEngine,
  noUnjustifiedPiops,
  s3GatewayEndpoint,
  spotForNonProduction,
  storageAutoscaling,
};
