import type { Resource } from '../../workload/resource';
import type { Workload } from '../../workload/workload';
import { retentionFinding } from '../support/backup-retention';
import { inBackupPlan } from '../support/backup-selections';
import { holdsData } from '../support/bucket-contents';
import { databases } from '../support/databases';
import { found, verify } from '../support/finding';
import type { Finding } from '../support/finding';
import type { Rule } from '../support/rule';
import type { Settings } from '../support/settings';

/** A mistake in the data can be undone. */
export const dataVersionedOrBackedUp: Rule = {
  name: 'DataVersionedOrBackedUp',
  practice: 'REL09-BP01',
  level: 'error',
  requirement: 'Buckets with data keep earlier versions, and databases are backed up by RDS or by a backup plan.',
  why: 'A faulty release or a wrong command deletes orders or pictures, and there is no copy to restore them from.',
  fix:
    'Leave `storage` and `database.backupRetention` at their defaults. In CloudFormation set ' +
    '`VersioningConfiguration.Status: Enabled` of the bucket, and `BackupRetentionPeriod` of the database or an ' +
    '`AWS::Backup::BackupSelection` that includes it.',
  docs: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/Versioning.html',
  check: (workload, settings) => [
    ...workload
      .ofType('AWS::S3::Bucket')
      .filter((bucket) => holdsData(workload, bucket))
      .map((bucket) =>
        verify(bucket, 'VersioningConfiguration.Status', {
          expected: 'Enabled',
          holds: (value) => value === 'Enabled',
        }),
      ),
    ...databases(workload).map((database) => databaseFinding(workload, database, settings)),
  ],
};

/** A database outside of a backup plan was probably forgotten where the app has one. */
function databaseFinding(workload: Workload, database: Resource, settings: Settings): Finding {
  const planned = inBackupPlan(workload, database);
  const expected = 'in a backup plan';
  if (planned) return found(database, planned, expected, expected);
  const own = retentionFinding(database, settings, ', or a backup plan');
  const hasPlan = workload.anyOfType('AWS::Backup::BackupSelection').length > 0;
  if (own.state !== 'compliant' || !hasPlan) return own;
  return found(database, planned, expected, 'backed up by RDS only', { item: 'BackupPlan', level: 'warning' });
}
