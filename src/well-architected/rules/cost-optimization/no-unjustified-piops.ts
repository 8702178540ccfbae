import type { Resource } from '../../workload/resource';
import { numberOf } from '../../workload/value';
import type { Possible } from '../../workload/value';
import type { Finding } from '../support/finding';
import { found, assess, show } from '../support/finding';
import type { Rule } from '../support/rule';
import { disksOf } from '../support/servers';
import type { Verdict } from '../support/verdict';
import { unanimous, stateOf, verdictOf } from '../support/verdict';

const PROVISIONED = ['io1', 'io2'];

/** Performance of gp3 without extra charge: operations per second and MiB per second. */
const SMALL = { iops: 3000, throughput: 125 };
/** RDS stripes a larger volume over four. */
const LARGE = { iops: 12000, throughput: 500 };
const LARGE_FROM_GIB = 400;
const LARGE_FROM_GIB_ORACLE = 200;

/** A volume: the resource and path that describe it, and the names of its properties there. */
interface Volume {
  readonly resource: Resource;
  readonly path: string;
  readonly item: string;
  readonly names: { readonly type: string; readonly iops: string; readonly throughput: string };

  /** True when it has the larger baseline; undefined while its size is unknown. */
  readonly isLarge: Verdict;
}

/** Provisioned performance needs a measurement, which an acknowledgement can state. */
export const noUnjustifiedPiops: Rule = {
  name: 'NoUnjustifiedPiops',
  practice: 'COST06-BP02',
  level: 'warning',
  requirement:
    'Storage uses the performance that gp3 includes without extra charge, unless a measurement shows that it needs ' +
    'more.',
  why:
    'Provisioned operations are billed every month, used or not, and soon cost more than the storage and the machine ' +
    'together.',
  fix:
    'Leave the storage of `EcommerceArchitecture` at gp3: from `database.allocatedStorage` of 400 GiB (Oracle 200) ' +
    'RDS includes 12000 operations a second. In CloudFormation set `StorageType: gp3` without `Iops` and ' +
    '`StorageThroughput`. If measurements require more, acknowledge the finding with the numbers.',
  docs: 'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_Storage.html',
  check: (workload) =>
    [
      ...workload
        .ofType('AWS::RDS::DBInstance')
        .filter(({ properties }) => properties.DBClusterIdentifier === undefined)
        .map(databaseVolume),
      ...workload.ofType('AWS::EC2::Volume').map((resource) => ebsVolume(resource, '', '')),
      ...disksOf(workload).flatMap(({ resource, path }) =>
        resource.list(path).map((_, index) => ebsVolume(resource, `${path}.${index}.Ebs.`, `${index}.`)),
      ),
    ].flatMap(findings),
};

function databaseVolume(resource: Resource): Volume {
  const thresholds = resource
    .values('Engine')
    .flatMap(({ known, value }) =>
      known ? [threshold(String(value))] : [LARGE_FROM_GIB, LARGE_FROM_GIB_ORACLE, Infinity],
    );
  return {
    resource,
    path: '',
    item: '',
    names: { type: 'StorageType', iops: 'Iops', throughput: 'StorageThroughput' },
    isLarge: unanimous(
      thresholds.map((least) => verdictOf(resource.values('AllocatedStorage'), (value) => numberOf(value) >= least)),
    ),
  };
}

function threshold(engine: string): number {
  if (engine.includes('sqlserver')) return Infinity;
  return engine.includes('oracle') ? LARGE_FROM_GIB_ORACLE : LARGE_FROM_GIB;
}

function ebsVolume(resource: Resource, path: string, item: string): Volume {
  return {
    resource,
    path,
    item,
    names: { type: 'VolumeType', iops: 'Iops', throughput: 'Throughput' },
    isLarge: false,
  };
}

function findings(volume: Volume): Finding[] {
  const { resource, path, item, names } = volume;
  const type = assess(resource, `Properties.${path}${names.type}`, typesOf(volume), {
    expected: 'gp3',
    holds: (value) => !PROVISIONED.includes(String(value)),
    item: `${item}${names.type}`,
  });
  return type.state === 'failing'
    ? [type]
    : [type, ...speed(volume, names.iops, 'iops'), ...speed(volume, names.throughput, 'throughput')];
}

/** RDS uses io1 where operations are set without a storage type. */
function typesOf({ resource, path, names }: Volume): Possible[] {
  const isImplied =
    names.type === 'StorageType' && resource.raw(names.type) === undefined && resource.raw(names.iops) !== undefined;
  return isImplied ? [{ known: true, value: 'io1' }] : resource.values(`${path}${names.type}`);
}

function speed({ resource, path, item, isLarge }: Volume, name: string, kind: keyof typeof SMALL): Finding[] {
  const raw = resource.raw(`${path}${name}`);
  if (raw === undefined) return [];
  const within = (base: typeof SMALL) =>
    verdictOf(resource.values(`${path}${name}`), (value) => value === undefined || numberOf(value) <= base[kind]);
  const verdict = isLarge === undefined ? unanimous([within(SMALL), within(LARGE)]) : within(isLarge ? LARGE : SMALL);
  const most = isLarge === false ? SMALL[kind] : LARGE[kind];
  return [
    found(resource, stateOf(verdict), `at most ${most}, which gp3 includes`, show(raw), {
      property: `Properties.${path}${name}`,
      item: `${item}${name}`,
    }),
  ];
}
