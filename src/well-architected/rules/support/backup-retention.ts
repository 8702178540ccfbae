import { verify } from './finding';
import type { Finding } from './finding';
import type { Settings } from './settings';
import type { Resource } from '../../workload/resource';
import { numberOf } from '../../workload/value';

/** Retention of RDS where none is set, in days. */
const DEFAULT_DAYS = 1;

/**
 * Checks that backups are kept as long as the profile requires.
 *
 * @param alternative - text for the report about another way to comply
 */
export function retentionFinding(database: Resource, { production, thresholds }: Settings, alternative = ''): Finding {
  const least = production ? thresholds.minBackupRetentionDays : DEFAULT_DAYS;
  return verify(database, 'BackupRetentionPeriod', {
    expected: `at least ${least} ${least === 1 ? 'day' : 'days'}${alternative}`,
    holds: (value) => numberOf(value ?? DEFAULT_DAYS) >= least,
  });
}
