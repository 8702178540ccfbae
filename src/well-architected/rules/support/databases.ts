import type { Resource } from '../../workload/resource';
import { isRecord, possibleValues } from '../../workload/value';
import type { Possible } from '../../workload/value';
import type { Workload } from '../../workload/workload';

/** A database instance that stands for itself: what belongs to a cluster is set up there, and a read replica like its source. */
export function isPrimary(database: Resource): boolean {
  return ['DBClusterIdentifier', 'SourceDBInstanceIdentifier', 'SourceDBClusterIdentifier'].every(
    (name) => database.raw(name) === undefined,
  );
}

export function primaryInstances(workload: Workload): Resource[] {
  return workload.ofType('AWS::RDS::DBInstance').filter(isPrimary);
}

/** Instances that stand for themselves, and clusters. */
export function databases(workload: Workload): Resource[] {
  return [...primaryInstances(workload), ...workload.ofType('AWS::RDS::DBCluster')];
}

/** What a database says of its parameter group: AWS's own for its engine where it names none or one that begins with `default.`. */
export function hasDefaultParameters(database: Resource, property: string): boolean {
  const name = database.raw(property);
  return name === undefined || (typeof name === 'string' && name.startsWith('default.'));
}

/** What a parameter of a group may be. Not by path: names of parameters have dots. */
export function parameterValues(group: Resource, name: string): Possible[] {
  return group
    .values('Parameters')
    .flatMap((possible) =>
      possible.known
        ? possibleValues(group.template, isRecord(possible.value) ? possible.value[name] : undefined)
        : [possible],
    );
}
