import type { Resource } from '../../workload/resource';
import { isFalse } from '../../workload/value';
import { verify, verifyPresent } from '../support/finding';
import type { Finding } from '../support/finding';
import type { Rule } from '../support/rule';

const UPGRADE = 'AutoMinorVersionUpgrade';
const WINDOW = 'PreferredMaintenanceWindow';

/** Database and cache receive minor versions in a maintenance window that was chosen. */
export const autoMinorVersionUpgrade: Rule = {
  name: 'AutoMinorVersionUpgrade',
  practice: 'OPS05-BP05',
  also: ['SEC06-BP01', 'SUS06-BP03'],
  level: 'warning',
  requirement: 'Databases and caches install minor versions automatically, in a maintenance window that was chosen.',
  why:
    'Security and bug fixes that are not installed are missing when they are needed. Without a window AWS chooses ' +
    'one, perhaps at the busiest time of the shop.',
  fix:
    'Choose the window of the cache with `cache.maintenanceWindow`; database and cache of `EcommerceArchitecture` ' +
    'set the rest. In CloudFormation leave `AutoMinorVersionUpgrade` true and set `PreferredMaintenanceWindow`.',
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

/** Both services install minor versions unless that is switched off. */
function upgrade(resource: Resource): Finding {
  return verify(resource, UPGRADE, { expected: 'true', holds: (value) => !isFalse(value), item: UPGRADE });
}

function window(resource: Resource): Finding {
  return verifyPresent(resource, WINDOW, 'a window such as Sun:04:30-Sun:05:30', { item: WINDOW });
}

/** RDS Custom does not upgrade by itself: the customer manages its operating system. */
function isManaged(database: Resource): boolean {
  return !String(database.get('Engine')).startsWith('custom-');
}

/** Members of a cluster have the window of the cluster. */
function isMember(database: Resource): boolean {
  return database.raw('DBClusterIdentifier') !== undefined;
}
