import type { Resource } from '../../workload/resource';
import { isRecord } from '../../workload/value';
import type { Possible } from '../../workload/value';
import type { Workload } from '../../workload/workload';
import type { Finding } from '../support/finding';
import { assess } from '../support/finding';
import type { Rule } from '../support/rule';
import { disksOf } from '../support/servers';

/** Volume types with a successor that is at least as fast and costs no more. */
const OUTDATED: readonly unknown[] = ['gp2', 'io1', 'standard'];

/** The speed of disks does not depend on their size. */
export const gp3Storage: Rule = {
  name: 'Gp3Storage',
  practice: 'PERF03-BP02',
  also: ['COST06-BP02'],
  level: 'error',
  requirement:
    'Databases and servers store their data on volumes of a current type: gp3, or io2 where more speed is needed.',
  why:
    'A small gp2 volume is slow and uses credits: without credits each page waits for the disk. It also costs more ' +
    'than gp3.',
  fix:
    'Database and servers of `EcommerceArchitecture` use gp3. In CloudFormation set `StorageType: gp3` of the ' +
    'database instance and `VolumeType: gp3` of the volume.',
  docs: 'https://docs.aws.amazon.com/ebs/latest/userguide/ebs-volume-types.html',
  check: (workload) => [
    ...workload
      .ofType('AWS::RDS::DBInstance')
      .filter(hasOwnStorage)
      .map((database) => finding(database, 'StorageType', saidValues(database, 'StorageType'))),
    // A volume without a type is gp2.
    ...workload.ofType('AWS::EC2::Volume').map((volume) =>
      finding(
        volume,
        'VolumeType',
        volume
          .values('VolumeType')
          .map((possible) =>
            possible.known && possible.value === undefined ? { known: true, value: 'gp2' } : possible,
          ),
      ),
    ),
    ...mappingFindings(workload),
  ],
};

/** Members of a cluster use the storage of the cluster. */
function hasOwnStorage(database: Resource): boolean {
  return database.raw('DBClusterIdentifier') === undefined && !String(database.get('Engine')).startsWith('aurora');
}

function mappingFindings(workload: Workload): Finding[] {
  return disksOf(workload).flatMap(({ resource, path }) =>
    resource.list(path).flatMap((mapping, index) => {
      if (!isRecord(mapping) || mapping.Ebs === undefined) return [];
      const property = `${path}.${index}.Ebs.VolumeType`;
      return [
        finding(
          resource,
          property,
          saidValues(resource, property),
          typeof mapping.DeviceName === 'string' ? mapping.DeviceName : undefined,
        ),
      ];
    }),
  );
}

/**
 * Returns the values of a property; an absent value is unknown. RDS changed its default from gp2 to gp3, so that it
 * depends on when the instance was created. The volume of a server then has the type of its image.
 */
function saidValues(resource: Resource, path: string): Possible[] {
  return resource.values(path).map(({ known, value }) => ({ known: known && value !== undefined, value }));
}

/** io2 is not available for every engine in every Region, so io1 is only a warning. */
function finding(resource: Resource, path: string, values: readonly Possible[], item?: string): Finding {
  const level = values.every(({ value }) => value === 'io1') ? 'warning' : undefined;
  return assess(resource, `Properties.${path}`, values, {
    expected: 'gp3 or io2',
    holds: (value) => !OUTDATED.includes(value),
    item,
    level,
  });
}
