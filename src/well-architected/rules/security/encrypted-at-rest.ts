import type { Resource } from '../../workload/resource';
import { isFalse, isRecord, isTrue } from '../../workload/value';
import type { Workload } from '../../workload/workload';
import type { Finding } from '../support/finding';
import { bestOf, found, verify, verifyPresent } from '../support/finding';
import type { Rule } from '../support/rule';
import type { ServerDefinition } from '../support/server-definitions';
import { serverDefinitions } from '../support/server-definitions';

/** Data on a disk cannot be read without the key. */
export const encryptedAtRest: Rule = {
  name: 'EncryptedAtRest',
  practice: 'SEC08-BP02',
  also: ['REL09-BP02'],
  level: 'error',
  requirement: 'Databases, disks, caches, topics and queues are encrypted.',
  why:
    'A copied snapshot or a lost disk exposes the addresses and orders of every customer, which must be reported to ' +
    'authorities and customers.',
  fix:
    'Everything in `EcommerceArchitecture` is encrypted, with its key or the one in `encryptionKey`. In ' +
    'CloudFormation set `StorageEncrypted`, `Encrypted` of each disk, `AtRestEncryptionEnabled`, `KmsMasterKeyId`, ' +
    'or `KmsKeyId` of a log group. Databases and caches are replaced by this change.',
  docs: 'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Overview.Encryption.html',
  check: (workload) => [
    ...STORES.flatMap((store) => workload.ofType(store.type).flatMap((resource) => storeFindings(store, resource))),
    ...serverDefinitions(workload).flatMap(diskFindings),
    // SNS encrypts its disks in any case. The key decides who may read.
    ...workload
      .ofType('AWS::SNS::Topic')
      .map((topic) => verifyPresent(topic, 'KmsMasterKeyId', 'a key', { level: 'warning' })),
    ...workload.ofType('AWS::SQS::Queue').map(queueFinding),
    ...logFindings(workload),
  ],
};

interface Store {
  readonly type: string;
  readonly property: string;

  /** Properties by which another resource decides, which is assessed itself. */
  readonly decidedBy: readonly string[];

  /** Properties by which a copy decides, which no template shows. */
  readonly restoredFrom: readonly string[];

  /** Engines that encrypt by default. */
  readonly byDefault?: RegExp;

  /** Engines whose default depends on the account or on the day of creation. */
  readonly mayBeByDefault?: RegExp;
}

const STORES: readonly Store[] = [
  {
    type: 'AWS::RDS::DBInstance',
    property: 'StorageEncrypted',
    decidedBy: ['DBClusterIdentifier', 'SourceDBInstanceIdentifier', 'SourceDBClusterIdentifier'],
    restoredFrom: [
      'DBSnapshotIdentifier',
      'DBClusterSnapshotIdentifier',
      'SourceDBInstanceAutomatedBackupsArn',
      'SourceDbiResourceId',
    ],
  },
  {
    type: 'AWS::RDS::DBCluster',
    property: 'StorageEncrypted',
    decidedBy: ['SourceDBClusterIdentifier', 'ReplicationSourceIdentifier', 'GlobalClusterIdentifier'],
    restoredFrom: ['SnapshotIdentifier'],
    // Aurora clusters that were created since February 2026 are encrypted.
    mayBeByDefault: /^aurora/,
  },
  {
    type: 'AWS::EC2::Volume',
    property: 'Encrypted',
    decidedBy: ['SourceVolumeId'],
    restoredFrom: ['SnapshotId'],
    mayBeByDefault: /^/,
  },
  {
    type: 'AWS::ElastiCache::ReplicationGroup',
    property: 'AtRestEncryptionEnabled',
    decidedBy: ['GlobalReplicationGroupId', 'PrimaryClusterId'],
    restoredFrom: [],
    byDefault: /^valkey$/i,
  },
];

function storeFindings(
  { property, decidedBy, restoredFrom, byDefault, mayBeByDefault }: Store,
  resource: Resource,
): Finding[] {
  if (decidedBy.some((path) => resource.raw(path) !== undefined)) return [];
  const isSilent = resource.raw(property) === undefined;
  const engine = String(resource.get('Engine') ?? '');
  const finding = verify(resource, property, {
    expected: 'true',
    holds: (value) => isTrue(value) || (value === undefined && byDefault?.test(engine) === true),
    level: isSilent && mayBeByDefault?.test(engine) ? 'warning' : undefined,
  });
  const isRestored = restoredFrom.some((path) => resource.raw(path) !== undefined);
  return [
    isRestored && finding.state === 'failing'
      ? { ...finding, state: 'undetermined', actual: 'the setting of the copy that it is restored from' }
      : finding,
  ];
}

function diskFindings({ resource, prefix, isWhole }: ServerDefinition): Finding[] {
  const path = `${prefix}BlockDeviceMappings`;
  if (resource.raw(path) === undefined) {
    return isWhole
      ? [
          found(resource, false, 'encrypted disks', 'the disks of the image', {
            property: `Properties.${path}`,
            item: 'BlockDeviceMappings',
            level: 'warning',
          }),
        ]
      : [];
  }
  return resource.list(path).flatMap((mapping, index) => {
    const disk = isRecord(mapping) && isRecord(mapping.Ebs) ? mapping.Ebs : undefined;
    if (!disk) return [];
    const encrypted = `${path}.${index}.Ebs.Encrypted`;
    // An account may encrypt every disk by default, which no template shows.
    const level = disk.Encrypted === undefined ? 'warning' : undefined;
    const finding = verify(resource, encrypted, {
      expected: 'true',
      holds: isTrue,
      item: `BlockDeviceMappings.${index}`,
      level,
    });
    return [
      disk.SnapshotId !== undefined && disk.Encrypted === undefined
        ? { ...finding, state: 'undetermined' as const }
        : finding,
    ];
  });
}

/** SQS encrypts with a key of SQS unless that is disabled. */
function queueFinding(queue: Resource): Finding {
  const own = verify(queue, 'SqsManagedSseEnabled', {
    expected: 'not false, or a key',
    holds: (value) => !isFalse(value),
  });
  return { ...own, state: bestOf([own, verifyPresent(queue, 'KmsMasterKeyId', 'a key')]).state };
}

/** CloudWatch Logs always encrypts. A customer managed key is for those who must prove who could read. */
function logFindings(workload: Workload): Finding[] {
  return workload
    .ofType('AWS::Logs::LogGroup')
    .map((logs) => verifyPresent(logs, 'KmsKeyId', 'a key', { level: 'info' }));
}
