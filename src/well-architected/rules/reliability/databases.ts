import type { Settings } from '../../settings';
import { verify } from '../../workload/finding';
import type { Finding } from '../../workload/finding';
import type { Resource } from '../../workload/resource';
import { numberOf } from '../../workload/value';
import type { Workload } from '../../workload/workload';

/** What RDS keeps when nothing is said. */
const DEFAULT_DAYS = 1;

/** A read replica is no copy that takes over, and one that belongs to a cluster is placed by the cluster. */
export function isPrimary(database: Resource): boolean {
  return ['SourceDBInstanceIdentifier', 'SourceDBClusterIdentifier', 'SourceDbiResourceId', 'DBClusterIdentifier']
    .every((path) => database.raw(path) === undefined);
}

/** Instances that stand for themselves, and clusters. */
export function databases(workload: Workload): Resource[] {
  return [...workload.ofType('AWS::RDS::DBInstance').filter(isPrimary), ...workload.ofType('AWS::RDS::DBCluster')];
}

/** Whether backups are kept as long as the profile asks for. */
export function retentionFinding(database: Resource, { production, thresholds }: Settings, alternative = ''): Finding {
  const least = production ? thresholds.minBackupRetentionDays : DEFAULT_DAYS;
  return verify(database, 'BackupRetentionPeriod', {
    expected: `at least ${least} ${least === 1 ? 'day' : 'days'}${alternative}`,
    holds: (value) => numberOf(value ?? DEFAULT_DAYS) >= least,
  });
}
