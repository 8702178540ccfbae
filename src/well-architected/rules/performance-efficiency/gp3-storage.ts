import type { Resource } from '../../workload/resource';
import { isRecord } from '../../workload/value';
import type { Possible } from '../../workload/value';
import type { Workload } from '../../workload/workload';
import type { Finding } from '../support/finding';
import { judge } from '../support/finding';
import type { Rule } from '../support/rule';
import { disksOf } from '../support/servers';

/** Each has a successor that is at least as fast and no dearer. */
const OUTDATED: readonly unknown[] = ['gp2', 'io1', 'standard'];

/** Disks whose speed does not hang on their size. */
export const gp3Storage: Rule = {
  name: 'Gp3Storage',
  practice: 'PERF03-BP02',
  also: ['COST06-BP02'],
  level: 'error',
  requirement:
    'Databases and servers keep their data on volumes of a current type: gp3, or io2 where it must be faster.',
  why: 'A small gp2 volume is slow and lives on credits: when they are used up, each page waits for the disk. It costs more than gp3 as well.',
  fix: 'Database and servers of the architecture use gp3; in CloudFormation `StorageType: gp3` of the instance, `VolumeType: gp3` of the volume.',
  docs: 'https://docs.aws.amazon.com/ebs/latest/userguide/ebs-volume-types.html',
  check: (workload) => [
    ...workload
      .ofType('AWS::RDS::DBInstance')
      .filter(hasOwnStorage)
      .map((database) => finding(database, 'StorageType', saidValues(database, 'StorageType'))),
    // A volume that says nothing is gp2.
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

/** That of a cluster belongs to the cluster. */
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
 * What is not said is not known: RDS changed its default from gp2 to gp3, so that it depends on when the instance was made; a server's volume
 * is then of the type that its image has.
 */
function saidValues(resource: Resource, path: string): Possible[] {
  return resource.values(path).map(({ known, value }) => ({ known: known && value !== undefined, value }));
}

/** io2 is not to be had for every engine in every Region, so that io1 may be right. */
function finding(resource: Resource, path: string, values: readonly Possible[], item?: string): Finding {
  const level = values.every(({ value }) => value === 'io1') ? 'warning' : undefined;
  return judge(resource, `Properties.${path}`, values, {
    expected: 'gp3 or io2',
    holds: (value) => !OUTDATED.includes(value),
    item,
    level,
  });
}
