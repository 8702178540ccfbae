import type { Resource } from '../../workload/resource';
import { numberOf } from '../../workload/value';
import { verify } from '../support/finding';
import type { Finding } from '../support/finding';
import type { Rule } from '../support/rule';
import { disksOf } from '../support/servers';

/** The disks of servers are as small as possible. */
export const elasticBlockStorage: Rule = {
  name: 'ElasticBlockStorage',
  practice: 'SUS04-BP04',
  level: 'warning',
  requirement: 'The volumes of servers are no larger than a server needs (by default 50 GiB).',
  why:
    'Every server of a group has its volume, full or empty, and a volume can be enlarged while it is used, but never ' +
    'shrinks.',
  fix:
    'The servers of `EcommerceArchitecture` have 20 GiB. For others set `VolumeSize` of the block device (`Size` of ' +
    'a volume) to the size that is used today, store data in S3 or the database, or raise ' +
    '`thresholds.maxRootVolume`.',
  docs: 'https://docs.aws.amazon.com/ebs/latest/userguide/ebs-modify-volume.html',
  check: (workload, { thresholds: { maxRootVolumeGiB: most } }) => [
    ...disksOf(workload).flatMap(({ resource, path }) =>
      resource
        .itemPaths(path)
        .flatMap((device) => sizeFinding(resource, `${device}.Ebs.VolumeSize`, most, deviceName(resource, device))),
    ),
    ...workload.ofType('AWS::EC2::Volume').flatMap((volume) => sizeFinding(volume, 'Size', most)),
  ],
};

/** Without a size the volume is as large as its image or snapshot, which a template does not show. */
function sizeFinding(resource: Resource, path: string, most: number, item?: string): Finding[] {
  if (resource.values(path).every(({ known, value }) => known && value === undefined)) return [];
  return [
    verify(resource, path, {
      item,
      expected: `at most ${most} GiB`,
      holds: (value) => value === undefined || numberOf(value) <= most,
    }),
  ];
}

function deviceName(server: Resource, device: string): string {
  const name = server.get(`${device}.DeviceName`);
  return typeof name === 'string' ? name : device.split('.').slice(-1).join('');
}
