import { Duration, Token } from 'aws-cdk-lib';
import { InstanceType } from 'aws-cdk-lib/aws-ec2';
import { resolveCache } from '../../src/cache/cache-options';
import type { CacheOptions } from '../../src/cache/cache-options';
import { Profile } from '../../src/core/profile';

describe('invalid options are refused with a fix', () => {
  const refused =
    (options: CacheOptions, profile = Profile.PRODUCTION) =>
    () =>
      resolveCache(options, profile);

  test.each<[string, CacheOptions, string]>([
    [
      'seven nodes',
      { nodes: 7 },
      '`cache.nodes` must be a whole number from 1 to 6, got 7: a group without shards has one primary and at most ' +
        'five replicas',
    ],
    ['no node', { nodes: 0 }, '`cache.nodes` must be a whole number from 1 to 6, got 0'],
    ['nodes that are a token', { nodes: Token.asNumber({}) }, '`cache.nodes` must be known at synthesis'],
    [
      'a class with its prefix',
      { nodeType: new InstanceType('cache.m7g.large') },
      '`cache.nodeType` must be a class without `cache.`',
    ],
    [
      'a version without IAM sign-in',
      { engineVersion: '7.1' },
      '`cache.engineVersion` must be a version of Valkey from 7.2 on, such as 8.1, got "7.1"',
    ],
    [
      'no snapshots in production',
      { snapshotRetention: Duration.days(0) },
      '`cache.snapshotRetention` must be from 1 to 35 whole days in production, got 0 days: raise it or use ' +
        'Profile.DEVELOPMENT',
    ],
    [
      'snapshots for ever',
      { snapshotRetention: Duration.days(99) },
      '`cache.snapshotRetention` must be from 1 to 35 whole days in production, got 99 days',
    ],
    [
      'a window that is none',
      { maintenanceWindow: 'sunday 5am' },
      '`cache.maintenanceWindow` must be a window in UTC such as sun:05:00-sun:06:00, got "sunday 5am"',
    ],
    [
      'a day that is none',
      { maintenanceWindow: 'xxx:05:00-xxx:06:00' },
      'write the day as one of sun, mon, tue, wed, thu, fri, sat',
    ],
    [
      'half an hour',
      { maintenanceWindow: 'sun:05:00-sun:05:30' },
      '`cache.maintenanceWindow` must be at least 60 minutes long',
    ],
    [
      'a window during the snapshot',
      { maintenanceWindow: 'mon:02:30-mon:04:00' },
      'must be outside of the snapshot window, 02:00-03:00 each day',
    ],
    [
      'a window around the snapshot',
      { maintenanceWindow: 'mon:22:00-tue:05:00' },
      'must be outside of the snapshot window',
    ],
    [
      "a window over the week's end",
      { maintenanceWindow: 'sat:23:00-sun:02:30' },
      'must be outside of the snapshot window',
    ],
  ])('%s', (_, options, message) => expect(refused(options)).toThrow(message));

  test('snapshots that ElastiCache does not keep, in development', () => {
    expect(refused({ snapshotRetention: Duration.days(36) }, Profile.DEVELOPMENT)).toThrow(
      'must be from 0 to 35 whole days, got 36 days',
    );
    expect(refused({ snapshotRetention: Duration.days(0) }, Profile.DEVELOPMENT)).not.toThrow();
  });

  test('nothing else', () => {
    expect(refused({ maintenanceWindow: 'sat:23:30-sun:02:00' })).not.toThrow();
    const later = Token.asString({});
    expect(
      refused({ maintenanceWindow: later, engineVersion: later, snapshotRetention: Duration.days(Token.asNumber({})) }),
    ).not.toThrow();
  });
});
