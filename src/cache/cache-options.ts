import { Duration } from 'aws-cdk-lib';
import { InstanceType } from 'aws-cdk-lib/aws-ec2';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { SNAPSHOT_WINDOW, validateMaintenanceWindow } from './cache-windows';
import { Profile } from '../core/profile';
import { invalid, requireInteger, requireKnown, requireMatch } from '../core/validation';
import type { IMonitoring } from '../monitoring/i-monitoring';
import type { INetwork } from '../network/i-network';

/** Options of the cache: size and availability. Prices are for us-east-1, on demand. */
export interface CacheOptions {
  /**
   * The class of every node, written as for EC2 (without `cache.`).
   *
   * @default - in production m7g.large with 2 processors and 6.4 GiB (about 115 USD a month for each node), in
   * development t4g.micro (about 10 USD)
   */
  readonly nodeType?: InstanceType;

  /**
   * The number of nodes, from 1 to 6: one primary, and replicas in other Availability Zones, one of which takes over
   * within a minute when the primary fails. With a single node its loss empties the cache; the shop then reads from the
   * database and is slower. In production the construct warns of a single node.
   *
   * @default - 2 in production, 1 in development
   */
  readonly nodes?: number;

  /**
   * The version of Valkey, such as `8.1`: 7.2 or later, which IAM sign-in requires. It can be raised but never lowered.
   *
   * @default 8.1
   */
  readonly engineVersion?: string;

  /**
   * The retention of the nightly snapshot (02:00 UTC), from which the cache can be restored: 1 to 35 whole days in
   * production, 0 to 35 in development.
   *
   * @default - Duration.days(15) in production, Duration.days(1) in development
   */
  readonly snapshotRetention?: Duration;

  /**
   * The weekly window in which ElastiCache may update the nodes: `ddd:hh:mm-ddd:hh:mm` in UTC, at least one hour, not
   * between 02:00 and 03:00, when the snapshot is taken.
   *
   * @default sun:05:30-sun:06:30
   */
  readonly maintenanceWindow?: string;
}

/** The defaults that depend on the profile. */
export const CACHE_DEFAULTS = {
  [Profile.PRODUCTION]: {
    nodes: 2,
    nodeType: new InstanceType('m7g.large'),
    snapshotRetention: Duration.days(15),
    leastSnapshotDays: 1,
  },
  [Profile.DEVELOPMENT]: {
    nodes: 1,
    nodeType: new InstanceType('t4g.micro'),
    snapshotRetention: Duration.days(1),
    leastSnapshotDays: 0,
  },
} as const;

/** Validated options with all defaults filled in. */
export interface CacheSettings {
  readonly profile: Profile;
  readonly nodeType: InstanceType;
  readonly nodes: number;
  readonly engineVersion: string;
  readonly snapshotRetention: Duration;
  readonly snapshotWindow: string;
  readonly maintenanceWindow: string;
}

/** Settings of the cache, and what it needs from other rooms. */
export interface CacheProps extends CacheSettings {
  /** Its data subnets contain the nodes. */
  readonly network: INetwork;
  /** Encrypts nodes, snapshots and logs. */
  readonly encryptionKey: IKey;
  readonly monitoring: IMonitoring;
}

/**
 * Validates the options and fills in the defaults.
 *
 * @param options - as the user wrote them
 * @param profile - decides size, number of nodes and retention of snapshots
 * @throws an error when an option is invalid: it names the option, the expected and the given value, and the fix
 */
export function resolveCache(options: CacheOptions, profile: Profile): CacheSettings {
  validateCache(options, profile);
  const defaults = CACHE_DEFAULTS[profile];
  return {
    profile,
    nodeType: options.nodeType ?? defaults.nodeType,
    nodes: options.nodes ?? defaults.nodes,
    engineVersion: options.engineVersion ?? '8.1',
    snapshotRetention: options.snapshotRetention ?? defaults.snapshotRetention,
    snapshotWindow: SNAPSHOT_WINDOW,
    maintenanceWindow: options.maintenanceWindow ?? 'sun:05:30-sun:06:30',
  };
}

function validateCache(options: CacheOptions, profile: Profile): void {
  const type = /^(?!cache\.)[a-z0-9-]+\.[a-z0-9]+$/;
  requireMatch(
    'cache.nodeType',
    options.nodeType?.toString(),
    type,
    'a class without `cache.`, such as m7g.large',
    'write it as for EC2',
  );
  requireKnown('cache.nodes', options.nodes, 'each node has separate metrics');
  requireInteger(
    'cache.nodes',
    options.nodes,
    1,
    6,
    'a group without shards has one primary and at most five replicas',
  );
  requireMatch(
    'cache.engineVersion',
    options.engineVersion,
    /^(7\.[2-9]|[89]\.\d+|[1-9]\d\.\d+)$/,
    'a version of Valkey from 7.2 on, such as 8.1',
    'earlier versions do not support IAM sign-in',
  );
  validateMaintenanceWindow('cache.maintenanceWindow', options.maintenanceWindow);
  const { snapshotRetention } = options;
  if (!snapshotRetention || snapshotRetention.isUnresolved()) return;
  const days = snapshotRetention.toDays({ integral: false });
  const least = CACHE_DEFAULTS[profile].leastSnapshotDays;
  if (!Number.isInteger(days) || days < least || days > 35) {
    invalid({
      prop: 'cache.snapshotRetention',
      expected: `from ${least} to 35 whole days${least ? ' in production' : ''}`,
      got: { toString: () => snapshotRetention.toHumanString() },
      fix: least ? 'raise it or use Profile.DEVELOPMENT' : 'ElastiCache keeps snapshots for at most 35 days',
    });
  }
}
