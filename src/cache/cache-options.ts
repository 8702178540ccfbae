import { Duration } from 'aws-cdk-lib';
import { InstanceType } from 'aws-cdk-lib/aws-ec2';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { SNAPSHOT_WINDOW, validateMaintenanceWindow } from './cache-windows';
import { Profile } from '../core/profile';
import { invalid, requireInteger, requireKnown, requireMatch } from '../core/validation';
import type { IMonitoring } from '../monitoring/i-monitoring';
import type { INetwork } from '../network/i-network';

/** The cache: its size and how much it survives. Prices are for us-east-1, on demand. */
export interface CacheOptions {
  /**
   * The class of every node, written as for EC2 (without `cache.`).
   *
   * @default - m7g.large, 2 processors and 6.4 GiB (about 115 USD a month each) in production, t4g.micro (about 10 USD) in development
   */
  readonly nodeType?: InstanceType;

  /**
   * How many nodes, 1 to 6: one primary, the others replicas in other zones, of which one takes over within a minute when the primary fails.
   * With one node its loss empties the cache; the shop goes on, more slowly, because the truth is in the database.
   *
   * @default - 2 in production, 1 in development
   */
  readonly nodes?: number;

  /**
   * The version of Valkey: 7.2 or later, because IAM sign-in needs it. It can be raised and never lowered.
   *
   * @default 8.1
   */
  readonly engineVersion?: string;

  /**
   * How long the snapshot of each night (02:00 UTC) is kept, up to 35 days: it refills the cache after a mistake.
   *
   * @default - Duration.days(15) in production, Duration.days(1) in development
   */
  readonly snapshotRetention?: Duration;

  /**
   * When ElastiCache may work on the nodes: `ddd:hh:mm-ddd:hh:mm` in UTC, at least an hour, not during the snapshot.
   *
   * @default sun:05:30-sun:06:30
   */
  readonly maintenanceWindow?: string;
}

/** What differs by profile. */
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

/** The options, checked, with every default filled in. */
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
  /** The nodes stand in the data subnets. */
  readonly network: INetwork;
  /** Encrypts nodes, snapshots and logs. */
  readonly encryptionKey: IKey;
  readonly monitoring: IMonitoring;
}

/** @throws an error that names the option, what it must be, what it is, and the way out */
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
  requireKnown('cache.nodes', options.nodes, 'each node gets its own metrics');
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
    'earlier versions cannot sign clients in by IAM',
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
      fix: least ? 'raise it or use Profile.DEVELOPMENT' : 'ElastiCache keeps snapshots no longer',
    });
  }
}
