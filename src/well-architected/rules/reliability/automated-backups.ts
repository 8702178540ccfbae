import type { Resource } from '../../workload/resource';
import { numberOf } from '../../workload/value';
import { retentionFinding } from '../support/backup-retention';
import { databases } from '../support/databases';
import type { Finding } from '../support/finding';
import { verify } from '../support/finding';
import type { Rule } from '../support/rule';

/** The services make backups every day, so that no one has to remember it. */
export const automatedBackups: Rule = {
  name: 'AutomatedBackups',
  practice: 'REL09-BP03',
  level: 'error',
  requirement: 'RDS backs up databases every day and keeps the backups long enough, and ElastiCache keeps a snapshot.',
  why:
    'Without backups a fault that is found days later cannot be undone: the orders of these days are lost. A cache ' +
    'that starts empty sends all its load to the database.',
  fix:
    'Set `database.backupRetention` (14 days in production by default) and `cache.snapshotRetention`. In ' +
    'CloudFormation set `BackupRetentionPeriod` and `SnapshotRetentionLimit`.',
  docs: 'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_WorkingWithAutomatedBackups.html',
  tradeOff: {
    against: 'SUS04-BP08-NoBackupOfRecreatable',
    reason:
      'A snapshot of the cache is kept although its content can be created again: it fills a new cache without ' +
      'overloading the database.',
  },
  check: (workload, settings) => [
    ...databases(workload).map((database) => retentionFinding(database, settings)),
    ...workload
      .ofType('AWS::ElastiCache::ReplicationGroup', 'AWS::ElastiCache::ServerlessCache')
      .filter((cache) => cache.get('Engine') !== 'memcached')
      .map(snapshotFinding),
  ],
};

/** Less severe than the rule, because a cache that only reduces the load of the database may start empty. */
function snapshotFinding(cache: Resource): Finding {
  return verify(cache, 'SnapshotRetentionLimit', {
    expected: 'at least 1 day',
    holds: (value) => numberOf(value) >= 1,
    level: 'warning',
  });
}
