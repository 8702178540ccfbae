import { acmCertificates } from './acm-certificates';
import { bucketPublicAccessBlocked } from './bucket-public-access-blocked';
import { cacheAuthenticated } from './cache-authenticated';
import { dataTierIsolated } from './data-tier-isolated';
import { databaseNotPublic } from './database-not-public';
import { defaultSecurityGroupClosed } from './default-security-group-closed';
import { encryptedAtRest } from './encrypted-at-rest';
import { encryptedInTransit } from './encrypted-in-transit';
import { ingressByTier } from './ingress-by-tier';
import { kmsKeyRotation } from './kms-key-rotation';
import { leastPrivilege } from './least-privilege';
import { networkAndEdgeLogging } from './network-and-edge-logging';
import { noLongTermCredentials } from './no-long-term-credentials';
import { noPlaintextSecrets } from './no-plaintext-secrets';
import { noPublicLambda } from './no-public-lambda';
import { noSshUseSsm } from './no-ssh-use-ssm';
import { originOnlyViaCdn } from './origin-only-via-cdn';
import { runtimeCurrent } from './runtime-current';
import { secretRotation } from './secret-rotation';
import { wafAttached } from './waf-attached';
import { wafManagedRules } from './waf-managed-rules';
import type { Rule } from '../support/rule';

export const SECURITY: readonly Rule[] = [
  noLongTermCredentials,
  noPlaintextSecrets,
  secretRotation,
  leastPrivilege,
  bucketPublicAccessBlocked,
  noPublicLambda,
  networkAndEdgeLogging,
  dataTierIsolated,
  databaseNotPublic,
  ingressByTier,
  defaultSecurityGroupClosed,
  originOnlyViaCdn,
  wafAttached,
  wafManagedRules,
  runtimeCurrent,
  noSshUseSsm,
  kmsKeyRotation,
  encryptedAtRest,
  acmCertificates,
  encryptedInTransit,
  cacheAuthenticated,
];

// The cases of the rules import them from here.
export {
  acmCertificates,
  bucketPublicAccessBlocked,
  cacheAuthenticated,
  dataTierIsolated,
  databaseNotPublic,
  defaultSecurityGroupClosed,
  encryptedAtRest,
  encryptedInTransit,
  ingressByTier,
  kmsKeyRotation,
  leastPrivilege,
  networkAndEdgeLogging,
  noLongTermCredentials,
  noPlaintextSecrets,
  noPublicLambda,
  noSshUseSsm,
  originOnlyViaCdn,
  runtimeCurrent,
  secretRotation,
  wafAttached,
  wafManagedRules,
};
