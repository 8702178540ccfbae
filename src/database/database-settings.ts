import { Duration, Size } from 'aws-cdk-lib';
import { InstanceType } from 'aws-cdk-lib/aws-ec2';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { DatabaseEngine } from './database-engine';
import { gibibytes, LARGEST_GIB, validateDatabase } from './database-options';
import type { DatabaseOptions } from './database-options';
import type { EngineSpec } from './engine-spec';
import { Profile } from '../core/profile';
import { isConcrete } from '../core/validation';
import type { IMonitoring } from '../monitoring/i-monitoring';
import type { INetwork } from '../network/i-network';

const GROWTH = 5;

/** The defaults that depend on the profile. */
export const DATABASE_DEFAULTS = {
  [Profile.PRODUCTION]: {
    multiAz: true,
    deletionProtection: true,
    backupRetention: Duration.days(14),
    deleteAutomatedBackups: false,
    allocatedStorage: Size.gibibytes(100),
    instanceType: new InstanceType('m7g.large'),
    oracleInstanceType: new InstanceType('r6i.large'),
  },
  [Profile.DEVELOPMENT]: {
    multiAz: false,
    deletionProtection: false,
    backupRetention: Duration.days(1),
    deleteAutomatedBackups: true,
    allocatedStorage: Size.gibibytes(20),
    instanceType: new InstanceType('t4g.medium'),
    oracleInstanceType: new InstanceType('t3.medium'),
  },
} as const;

/** Validated options with all defaults filled in. */
export interface DatabaseSettings {
  readonly profile: Profile;
  readonly spec: EngineSpec;
  readonly instanceType: InstanceType;
  readonly databaseName: string;
  readonly allocatedGibibytes: number;
  /** Undefined when the storage does not grow automatically. */
  readonly maxAllocatedGibibytes?: number;
  readonly multiAz: boolean;
  readonly backupRetention: Duration;
  readonly snapshotIdentifier?: string;
  readonly instanceGeneration: number;
  readonly proxy: boolean;
  readonly deletionProtection: boolean;
}

/** Settings of the database, and what it needs from other rooms. */
export interface DatabaseProps extends DatabaseSettings {
  /** Its data subnets contain the instance and the proxy. */
  readonly network: INetwork;
  /** Encrypts storage, backups, insights, logs and the owner's secret. */
  readonly encryptionKey: IKey;
  /** Receives the instance's events and alarms. */
  readonly monitoring: IMonitoring;
}

/**
 * Validates the options and fills in the defaults.
 *
 * @param options - as the user wrote them
 * @param profile - decides size, standby, backups and protection
 * @throws an error when an option is invalid: it names the option, the expected and the given value, and the fix
 */
export function resolveDatabase(options: DatabaseOptions, profile: Profile): DatabaseSettings {
  const spec = (options.engine ?? DatabaseEngine.postgres())._render();
  const defaults = DATABASE_DEFAULTS[profile];
  const allocatedGibibytes = gibibytes(options.allocatedStorage ?? defaults.allocatedStorage);
  const settings: DatabaseSettings = {
    profile,
    spec,
    instanceType: options.instanceType ?? (spec.graviton ? defaults.instanceType : defaults.oracleInstanceType),
    databaseName: options.databaseName ?? spec.databaseName.fallback,
    allocatedGibibytes,
    maxAllocatedGibibytes: growthLimit(allocatedGibibytes, options.maxAllocatedStorage),
    multiAz: options.multiAz ?? defaults.multiAz,
    backupRetention: options.backupRetention ?? defaults.backupRetention,
    snapshotIdentifier: options.snapshotIdentifier,
    instanceGeneration: options.instanceGeneration ?? 1,
    proxy: options.proxy ?? spec.proxyPort !== undefined,
    deletionProtection: options.deletionProtection ?? defaults.deletionProtection,
  };
  validateDatabase(options, settings);
  return settings;
}

/**
 * Returns the limit of storage autoscaling in GiB, or undefined when the storage does not grow. RDS refuses a limit
 * that equals the allocated storage; a token is used unchanged.
 */
function growthLimit(allocated: number, limit?: Size): number | undefined {
  if (!isConcrete(allocated)) return limit && gibibytes(limit);
  const maximum = limit ? gibibytes(limit) : Math.min(GROWTH * allocated, LARGEST_GIB);
  return isConcrete(maximum) && maximum <= allocated ? undefined : maximum;
}
