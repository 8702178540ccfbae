import type { Resource } from '../../workload/resource';
import { intrinsicOf, numberOf, textOf } from '../../workload/value';
import type { Workload } from '../../workload/workload';
import { deployedBuckets } from '../support/bucket-deployments';
import { found, verify } from '../support/finding';
import type { Finding } from '../support/finding';
import { receivesLogs } from '../support/log-buckets';
import type { Rule } from '../support/rule';
import type { Verdict } from '../support/verdict';
import { anyOf, everyOf, not, someItem, stateOf } from '../support/verdict';

const MAX_SNAPSHOT_DAYS = 7;

const CACHES = [
  'AWS::ElastiCache::ReplicationGroup',
  'AWS::ElastiCache::CacheCluster',
  'AWS::ElastiCache::ServerlessCache',
];

/** Data that can be created again is not backed up. */
export const noBackupOfRecreatable: Rule = {
  name: 'NoBackupOfRecreatable',
  practice: 'SUS04-BP08',
  also: ['COST04-BP05'],
  level: 'info',
  requirement:
    'No backup plan includes logs or files that a deployment creates, and snapshots of a cache are kept for a week ' +
    'at most.',
  why: 'Copies of data that no one would restore grow every month, and hide the backups that an incident needs.',
  fix:
    'Set `cache.snapshotRetention` to 7 days or less (`SnapshotRetentionLimit`), and exclude buckets of logs and of ' +
    'deployed files from the backup selection (`Resources`, or `NotResources` to exclude them).',
  docs: 'https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/backups-automatic.html',
  tradeOff: {
    against: 'REL09-BP03-AutomatedBackups',
    reason: 'A cache fills itself again from the database, so a week of snapshots is enough to warm a new one.',
  },
  check: (workload) => [
    ...workload.ofType(...CACHES).map((cache) =>
      verify(cache, 'SnapshotRetentionLimit', {
        expected: `at most ${MAX_SNAPSHOT_DAYS}`,
        holds: (value) => value === undefined || numberOf(value) <= MAX_SNAPSHOT_DAYS,
      }),
    ),
    ...bucketFindings(workload),
  ],
};

function bucketFindings(workload: Workload): Finding[] {
  const selections = workload.anyOfType('AWS::Backup::BackupSelection');
  if (selections.length === 0) return [];
  const deployed = deployedBuckets(workload);
  return workload
    .ofType('AWS::S3::Bucket')
    .filter((bucket) => deployed.has(bucket) || receivesLogs(workload, bucket))
    .map((bucket) => {
      const selected = anyOf(selections.map((selection) => selects(workload, selection, bucket)));
      return found(
        bucket,
        stateOf(not(selected)),
        'in no backup plan',
        selected === false ? 'in none' : 'selected by a backup plan',
      );
    });
}

/**
 * True for a selection by name or by `*`. Conditions may narrow it, and a selection by tags depends on the tags at run
 * time.
 */
function selects(workload: Workload, selection: Resource, bucket: Resource): Verdict {
  const names = (path: string) =>
    someItem(selection, `BackupSelection.${path}`, (arn) => covers(workload, selection, selection.raw(arn), bucket));
  const narrowed = selection.raw('BackupSelection.Conditions') === undefined ? true : undefined;
  return everyOf([names('Resources'), not(names('NotResources')), narrowed]);
}

function covers(workload: Workload, selection: Resource, arn: unknown, bucket: Resource): Verdict {
  const mentioned = workload.mentions(selection, arn);
  if (mentioned.size > 0) return mentioned.has(bucket);
  if (/^\*$|:s3:::\*$/.test(textOf(arn))) return true;
  return intrinsicOf(arn) === 'Ref' || intrinsicOf(arn) === 'Fn::ImportValue' ? undefined : false;
}
