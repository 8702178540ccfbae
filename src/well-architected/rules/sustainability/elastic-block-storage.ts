import type { Resource } from '../../workload/resource';
import { numberOf } from '../../workload/value';
import { verify } from '../support/finding';
import type { Finding } from '../support/finding';
import type { Rule } from '../support/rule';
import { disksOf } from '../support/servers';

/** Servers have the disk they need. */
export const elasticBlockStorage: Rule = {
  name: 'ElasticBlockStorage',
  practice: 'SUS04-BP04',
  level: 'warning',
  requirement: 'The volumes of servers are no larger than what a server needs (50 GiB unless the team says otherwise).',
  why: 'Every server of a fleet brings its volume along, full or empty, and a volume can grow while it is used but never shrink.',
  fix:
    'The servers of the construct have 20 GiB; for others set `VolumeSize` of the block device (`Size` of a volume) to what is used today, ' +
    'keep data in S3 or the database, or raise `thresholds.maxRootVolume`.',
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
