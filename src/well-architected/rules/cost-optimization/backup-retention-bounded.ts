import type { Resource } from '../../workload/resource';
import { numberOf } from '../../workload/value';
import { primaryInstances } from '../support/databases';
import type { Finding } from '../support/finding';
import { verify } from '../support/finding';
import type { Rule } from '../support/rule';

const RULES = 'BackupPlan.BackupPlanRule';

/** Backups are deleted after a limited time. */
export const backupRetentionBounded: Rule = {
  name: 'BackupRetentionBounded',
  practice: 'COST04-BP04',
  also: ['SUS04-BP08'],
  level: 'warning',
  requirement: 'Backups of databases and of backup plans are deleted after an agreed time.',
  why:
    "Backups that are never deleted cost more each month than the data itself, and keep customers' data longer than " +
    'the shop may keep it.',
  fix:
    'Set `database.backupRetention` to at most 35 days. In CloudFormation set `BackupRetentionPeriod` of the ' +
    'database, and `Lifecycle.DeleteAfterDays` in each rule of an `AWS::Backup::BackupPlan`.',
  docs: 'https://docs.aws.amazon.com/aws-backup/latest/devguide/API_Lifecycle.html',
  check: (workload, { thresholds: { maxBackupRetentionDays } }) => [
    ...[...primaryInstances(workload), ...workload.ofType('AWS::RDS::DBCluster')]
      .filter((database) => database.raw('BackupRetentionPeriod') !== undefined)
      .map((database) =>
        verify(database, 'BackupRetentionPeriod', {
          expected: `at most ${maxBackupRetentionDays}`,
          holds: (value) => value === undefined || numberOf(value) <= maxBackupRetentionDays,
        }),
      ),
    ...workload.ofType('AWS::Backup::BackupPlan').flatMap(planFindings),
  ],
};

/** A copy without a lifecycle is kept as long as the original. */
function planFindings(plan: Resource): Finding[] {
  return plan.list(RULES).map((_, index) => {
    const path = `${RULES}.${index}`;
    const name = plan.get(`${path}.RuleName`);
    return verify(plan, `${path}.Lifecycle.DeleteAfterDays`, {
      expected: 'a number of days',
      holds: (value) => numberOf(value) > 0,
      item: typeof name === 'string' ? name : String(index),
    });
  });
}
