import { batchedConsumers } from './batched-consumers';
import { cdnCompression } from './cdn-compression';
import { elasticBlockStorage } from './elastic-block-storage';
import { elasticCapacity } from './elastic-capacity';
import { graviton } from './graviton';
import { longCacheTtl } from './long-cache-ttl';
import { managedServices } from './managed-services';
import { noBackupOfRecreatable } from './no-backup-of-recreatable';
import { noUnusedAssets } from './no-unused-assets';
import { regionChoiceRecorded } from './region-choice-recorded';
import { shortDataPaths } from './short-data-paths';
import { slaMatchesProfile } from './sla-matches-profile';
import { storageClassFitsAccess } from './storage-class-fits-access';
import type { Rule } from '../support/rule';

export const SUSTAINABILITY: readonly Rule[] = [
  regionChoiceRecorded,
  elasticCapacity,
  slaMatchesProfile,
  noUnusedAssets,
  batchedConsumers,
  cdnCompression,
  longCacheTtl,
  storageClassFitsAccess,
  elasticBlockStorage,
  shortDataPaths,
  noBackupOfRecreatable,
  graviton,
  managedServices,
];

// The cases of the rules import them from here.
export {
  batchedConsumers,
  cdnCompression,
  elasticBlockStorage,
  elasticCapacity,
  graviton,
  longCacheTtl,
  managedServices,
  noBackupOfRecreatable,
  noUnusedAssets,
  regionChoiceRecorded,
  shortDataPaths,
  slaMatchesProfile,
  storageClassFitsAccess,
};
