import type { Resource } from '../../workload/resource';
import type { Workload } from '../../workload/workload';

/** Database instances with storage and backups of their own: what belongs to a cluster gets them from there, and a replica from its source. */
export function standaloneDatabases(workload: Workload): Resource[] {
  return workload.ofType('AWS::RDS::DBInstance')
    .filter((database) => ['DBClusterIdentifier', 'SourceDBInstanceIdentifier', 'SourceDBClusterIdentifier'].every((name) => database.raw(name) === undefined));
}
