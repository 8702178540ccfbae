import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';

/**
 * What the shop is for. Decides every default that trades safety against cost; each single one can be set in its room.
 */
export enum Profile {
  /** Safe by default: survives the loss of a zone, keeps its data, is protected against deletion. */
  PRODUCTION = 'production',

  /** Cheap and disposable: one NAT gateway, one zone for database and cache, short retention, removed without a trace. */
  DEVELOPMENT = 'development',
}

/**
 * Every difference between the profiles; the table in docs/architecture.md is tested against it.
 *
 * @internal
 */
export interface ProfileDefaults {
  readonly natGatewaysPerZone: boolean;
  readonly multiAz: boolean;
  readonly cacheNodes: number;
  readonly minCapacity: number;
  readonly deletionProtection: boolean;
  readonly backupRetention: Duration;
  readonly cacheSnapshotDays: number;
  readonly logRetention: RetentionDays;
  readonly logExpiry: Duration;
  readonly dataRemovalPolicy: RemovalPolicy;
  readonly snapshotRemovalPolicy: RemovalPolicy;
}

const DEFAULTS: Record<Profile, ProfileDefaults> = {
  [Profile.PRODUCTION]: {
    natGatewaysPerZone: true,
    multiAz: true,
    cacheNodes: 2,
    minCapacity: 2,
    deletionProtection: true,
    backupRetention: Duration.days(14),
    cacheSnapshotDays: 15,
    logRetention: RetentionDays.ONE_YEAR,
    logExpiry: Duration.days(365),
    dataRemovalPolicy: RemovalPolicy.RETAIN,
    snapshotRemovalPolicy: RemovalPolicy.SNAPSHOT,
  },
  [Profile.DEVELOPMENT]: {
    natGatewaysPerZone: false,
    multiAz: false,
    cacheNodes: 1,
    minCapacity: 1,
    deletionProtection: false,
    backupRetention: Duration.days(1),
    cacheSnapshotDays: 1,
    logRetention: RetentionDays.TWO_WEEKS,
    logExpiry: Duration.days(14),
    dataRemovalPolicy: RemovalPolicy.DESTROY,
    snapshotRemovalPolicy: RemovalPolicy.DESTROY,
  },
};

/** @internal */
export function profileDefaults(profile: Profile): ProfileDefaults {
  return DEFAULTS[profile];
}
