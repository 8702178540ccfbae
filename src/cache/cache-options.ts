import { Duration } from 'aws-cdk-lib';
import { InstanceType } from 'aws-cdk-lib/aws-ec2';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { SNAPSHOT_WINDOW, validateMaintenanceWindow } from './cache-windows';
import { Profile, profileDefaults } from '../core/profile';
import { invalid, requireInteger, requireKnown, requireMatch } from '../core/validation';
import type { IMonitoring } from '../monitoring/monitoring-hub';
import type { INetwork } from '../network/network-tiers';

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

/** What the cache needs from the other rooms. */
export interface CacheProps extends CacheOptions {
  /** Decides the defaults. */
  readonly profile: Profile;

  /** The nodes stand in the data subnets. */
  readonly network: INetwork;

  /** Encrypts nodes, snapshots and logs. */
  readonly encryptionKey: IKey;

  /** Alarms and widgets. */
  readonly monitoring: IMonitoring;
}

/**
 * The options with every default filled in.
 *
 * @internal
 */
export interface CacheSettings {
  readonly nodeType: InstanceType;
  readonly nodes: number;
  readonly engineVersion: string;
  readonly snapshotRetention: Duration;
  readonly snapshotWindow: string;
  readonly maintenanceWindow: string;
}

export function cacheSettings(options: CacheOptions, profile: Profile): CacheSettings {
  const { cacheNodes, cacheSnapshotDays } = profileDefaults(profile);
  return {
    nodeType: options.nodeType ?? new InstanceType(profile === Profile.PRODUCTION ? 'm7g.large' : 't4g.micro'),
    nodes: options.nodes ?? cacheNodes,
    engineVersion: options.engineVersion ?? '8.1',
    snapshotRetention: options.snapshotRetention ?? Duration.days(cacheSnapshotDays),
    snapshotWindow: SNAPSHOT_WINDOW,
    maintenanceWindow: options.maintenanceWindow ?? 'sun:05:30-sun:06:30',
  };
}

/**
 * Says what is wrong with the options before anything is made of them.
 *
 * @throws an error that names the prop, what it must be, what it is, and the way out
 */
export function validateCache(options: CacheOptions, profile: Profile): void {
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
  const least = profile === Profile.PRODUCTION ? 1 : 0;
  if (!Number.isInteger(days) || days < least || days > 35) {
    invalid({
      prop: 'cache.snapshotRetention',
      expected: `from ${least} to 35 whole days${least ? ' in production' : ''}`,
      got: { toString: () => snapshotRetention.toHumanString() },
      fix: least ? 'raise it or use Profile.DEVELOPMENT' : 'ElastiCache keeps snapshots no longer',
    });
  }
}
