import type { Resource } from '../../workload/resource';
import { isFalse } from '../../workload/value';
import { verify, verifyPresent } from '../support/finding';
import type { Finding } from '../support/finding';
import type { Rule } from '../support/rule';

const UPGRADE = 'AutoMinorVersionUpgrade';
const WINDOW = 'PreferredMaintenanceWindow';

/** Database and cache get their corrections, at an hour that was chosen. */
export const autoMinorVersionUpgrade: Rule = {
  name: 'AutoMinorVersionUpgrade',
  practice: 'OPS05-BP05',
  also: ['SEC06-BP01', 'SUS06-BP03'],
  level: 'warning',
  requirement: 'Database and cache take minor versions by themselves, in a maintenance window that was chosen.',
  why: 'Corrections that nobody installs are missing on the day they are needed; without a window AWS chooses one, perhaps when most customers buy.',
  fix:
    "Choose the cache's hour by `cache.maintenanceWindow`; database and cache of `EcommerceArchitecture` do the rest. In CloudFormation leave " +
    '`AutoMinorVersionUpgrade` true and give `PreferredMaintenanceWindow`.',
  docs: 'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_UpgradeDBInstance.Maintenance.html',
  check: (workload) => [
    ...workload
      .ofType('AWS::RDS::DBInstance')
      .filter(isManaged)
      .flatMap((database) => (isMember(database) ? [upgrade(database)] : [upgrade(database), window(database)])),
    ...workload.ofType('AWS::RDS::DBCluster').map(window),
    ...workload.ofType('AWS::ElastiCache::ReplicationGroup').flatMap((group) => [upgrade(group), window(group)]),
  ],
};

/** Both services take minor versions unless they are told not to. */
function upgrade(resource: Resource): Finding {
  return verify(resource, UPGRADE, { expected: 'true', holds: (value) => !isFalse(value), item: UPGRADE });
}

function window(resource: Resource): Finding {
  return verifyPresent(resource, WINDOW, 'a window such as Sun:04:30-Sun:05:30', { item: WINDOW });
}

/** RDS Custom refuses upgrades by itself: its operating system is the customer's. */
function isManaged(database: Resource): boolean {
  return !String(database.get('Engine')).startsWith('custom-');
}

/** The window of a cluster is the cluster's. */
function isMember(database: Resource): boolean {
  return database.raw('DBClusterIdentifier') !== undefined;
}
