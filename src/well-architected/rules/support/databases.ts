import type { Resource } from '../../workload/resource';
import { isRecord, possibleValues } from '../../workload/value';
import type { Possible } from '../../workload/value';
import type { Workload } from '../../workload/workload';

/**
 * True for a database instance that is neither a member of a cluster nor a read replica. Those have the settings of the
 * cluster or of the source.
 */
export function isPrimary(database: Resource): boolean {
  return ['DBClusterIdentifier', 'SourceDBInstanceIdentifier', 'SourceDBClusterIdentifier'].every(
    (name) => database.raw(name) === undefined,
  );
}

export function primaryInstances(workload: Workload): Resource[] {
  return workload.ofType('AWS::RDS::DBInstance').filter(isPrimary);
}

/** Returns primary instances and clusters. */
export function databases(workload: Workload): Resource[] {
  return [...primaryInstances(workload), ...workload.ofType('AWS::RDS::DBCluster')];
}

/**
 * True when a database uses the default parameter group of its engine: it names none, or one that begins with
 * `default.`.
 *
 * @param property - property that names the parameter group
 */
export function hasDefaultParameters(database: Resource, property: string): boolean {
  const name = database.raw(property);
  return name === undefined || (typeof name === 'string' && name.startsWith('default.'));
}

/**
 * Returns the possible values of a parameter of a parameter group. Names of parameters contain dots, so they are no
 * paths.
 *
 * @param name - exact name, dots included
 */
export function parameterValues(group: Resource, name: string): Possible[] {
  return group
    .values('Parameters')
    .flatMap((possible) =>
      possible.known
        ? possibleValues(group.template, isRecord(possible.value) ? possible.value[name] : undefined)
        : [possible],
    );
}
