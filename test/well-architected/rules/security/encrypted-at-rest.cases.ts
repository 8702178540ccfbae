import { CfnParameter } from 'aws-cdk-lib';
import { CfnAutoScalingGroup } from 'aws-cdk-lib/aws-autoscaling';
import { CfnInstance, CfnLaunchTemplate, CfnVolume } from 'aws-cdk-lib/aws-ec2';
import type { CfnVolumeProps } from 'aws-cdk-lib/aws-ec2';
import { CfnReplicationGroup } from 'aws-cdk-lib/aws-elasticache';
import { CfnLogGroup } from 'aws-cdk-lib/aws-logs';
import { CfnDBCluster, CfnDBInstance } from 'aws-cdk-lib/aws-rds';
import type { CfnDBClusterProps, CfnDBInstanceProps } from 'aws-cdk-lib/aws-rds';
import { CfnBucket } from 'aws-cdk-lib/aws-s3';
import { CfnTopic } from 'aws-cdk-lib/aws-sns';
import { CfnQueue } from 'aws-cdk-lib/aws-sqs';
import type { CfnQueueProps } from 'aws-cdk-lib/aws-sqs';
import { rules } from 'cdk-nag';
import { encryptedAtRest } from '../../../../src/well-architected/rules/security/encrypted-at-rest';
import { ofType } from '../../../support/template-graph';
import type { Build, RuleCases } from '../../support/cases';

const database =
  (props: CfnDBInstanceProps): Build =>
  (stack) => {
    new CfnDBInstance(stack, 'Database', { engine: 'postgres', ...props });
  };
const cluster =
  (props: CfnDBClusterProps): Build =>
  (stack) => {
    new CfnDBCluster(stack, 'Cluster', props);
  };
const volume =
  (props: Partial<CfnVolumeProps>): Build =>
  (stack) => {
    new CfnVolume(stack, 'Volume', { availabilityZone: 'a', size: 8, ...props });
  };
const topic =
  (kmsMasterKeyId?: string): Build =>
  (stack) => {
    new CfnTopic(stack, 'Topic', { kmsMasterKeyId });
  };
const queue =
  (props: CfnQueueProps): Build =>
  (stack) => {
    new CfnQueue(stack, 'Queue', props);
  };
const logs =
  (kmsKeyId?: string): Build =>
  (stack) => {
    new CfnLogGroup(stack, 'Logs', { kmsKeyId });
  };

const cache =
  (engine: string, atRestEncryptionEnabled?: boolean): Build =>
  (stack) => {
    new CfnReplicationGroup(stack, 'Cache', {
      replicationGroupDescription: 'cache',
      engine,
      atRestEncryptionEnabled,
      transitEncryptionEnabled: true,
    });
  };

const fleet =
  (...blockDeviceMappings: CfnLaunchTemplate.BlockDeviceMappingProperty[]): Build =>
  (stack) => {
    const template = new CfnLaunchTemplate(stack, 'Template', {
      launchTemplateData: { imageId: 'ami', blockDeviceMappings },
    });
    if (blockDeviceMappings.length === 0) {
      template.addPropertyDeletionOverride('LaunchTemplateData.BlockDeviceMappings');
    }
    new CfnAutoScalingGroup(stack, 'Fleet', {
      minSize: '2',
      maxSize: '4',
      launchTemplate: { launchTemplateId: template.ref, version: '1' },
    });
  };

const disk = (ebs: CfnLaunchTemplate.EbsProperty): CfnLaunchTemplate.BlockDeviceMappingProperty => ({
  deviceName: '/dev/xvda',
  ebs,
});

export const cases: RuleCases = {
  rule: encryptedAtRest,
  compliant: {
    'a database': database({ storageEncrypted: true }),
    'a database cluster': cluster({ engine: 'aurora-postgresql', storageEncrypted: true }),
    'a volume': volume({ encrypted: true }),
    'disks of servers': fleet(disk({ encrypted: true }), { deviceName: '/dev/xvdb', virtualName: 'ephemeral0' }),
    'disks of an instance': (stack) => {
      new CfnInstance(stack, 'Instance', {
        blockDeviceMappings: [{ deviceName: '/dev/xvda', ebs: { encrypted: true } }],
      });
    },
    'a cache': cache('redis', true),
    'a cache of Valkey, which encrypts by default': cache('valkey'),
    'a topic': topic('alias/aws/sns'),
    'a queue without the setting': queue({}),
    'a queue with a key': queue({ kmsMasterKeyId: 'alias/aws/sqs' }),
    'a queue with a key and nothing else': queue({ kmsMasterKeyId: 'key', sqsManagedSseEnabled: false }),
    logs: logs('arn:aws:kms:us-east-1:111111111111:key/a'),
  },
  failing: {
    'a database without the setting': {
      levels: ['error'],
      build: database({}),
      fails: ['Properties.StorageEncrypted'],
    },
    'a database in plain text': database({ storageEncrypted: false }),
    'a database cluster without the setting': cluster({ engine: 'mysql' }),
    'a cluster of Aurora without the setting': { levels: ['warning'], build: cluster({ engine: 'aurora-mysql' }) },
    'a volume in plain text': { levels: ['error'], build: volume({ encrypted: false }) },
    'a volume without the setting': { levels: ['warning'], build: volume({}) },
    'a disk in plain text': {
      levels: ['error'],
      build: fleet(disk({ encrypted: true }), disk({ encrypted: false })),
      fails: ['BlockDeviceMappings.1'],
    },
    'a disk without the setting': {
      levels: ['warning'],
      build: fleet(disk({ volumeSize: 8 })),
      fails: ['BlockDeviceMappings.0'],
    },
    'servers with the disks of their image': { levels: ['warning'], build: fleet(), fails: ['BlockDeviceMappings'] },
    'a cache without the setting': { build: cache('redis'), fails: ['Properties.AtRestEncryptionEnabled'] },
    'a cache of Valkey in plain text': cache('valkey', false),
    'a topic without a key': { levels: ['warning'], build: topic(), fails: ['Properties.KmsMasterKeyId'] },
    'a queue in plain text': {
      build: queue({ sqsManagedSseEnabled: false }),
      fails: ['Properties.SqsManagedSseEnabled'],
    },
    'logs without a key': { levels: ['info'], build: logs() },
  },
  notApplicable: {
    'a bucket, which S3 always encrypts': (stack) => {
      new CfnBucket(stack, 'Bucket');
    },
    'a member of a cluster': database({ dbClusterIdentifier: 'cluster' }),
    'a read replica': database({ sourceDbInstanceIdentifier: 'source' }),
    'a template that a cluster of containers fills': (stack) => {
      new CfnLaunchTemplate(stack, 'Template', { launchTemplateData: {} });
    },
  },
  token: (stack) => {
    const given = (id: string) => new CfnParameter(stack, id).valueAsString;
    new CfnDBInstance(stack, 'Database', { engine: 'postgres' }).addPropertyOverride(
      'StorageEncrypted',
      given('Encrypted'),
    );
    new CfnDBInstance(stack, 'Restored', { engine: 'postgres', dbSnapshotIdentifier: 'snapshot' });
    fleet(disk({ snapshotId: 'snapshot' }))(stack);
    topic(given('TopicKey'))(stack);
    queue({ kmsMasterKeyId: given('QueueKey'), sqsManagedSseEnabled: false })(stack);
  },
  override: {
    state: 'failing',
    build: (stack) => {
      new CfnDBInstance(stack, 'Database', { engine: 'postgres', storageEncrypted: true }).addPropertyOverride(
        'StorageEncrypted',
        'false',
      );
    },
  },
  mutation: {
    change: ({ main }) => {
      const [[, { Properties: properties }]] = ofType(main, 'AWS::SQS::Queue');
      properties.SqsManagedSseEnabled = false;
    },
  },
  oracles: [
    {
      name: 'RDSStorageEncrypted',
      rule: rules.rds.RDSStorageEncrypted,
      about: [
        'a database',
        'a database cluster',
        'a database without the setting',
        'a database in plain text',
        'a database cluster without the setting',
        'a cluster of Aurora without the setting',
      ],
    },
    {
      name: 'EC2EBSVolumeEncrypted',
      rule: rules.ec2.EC2EBSVolumeEncrypted,
      about: [
        'a volume',
        'disks of an instance',
        'a volume in plain text',
        'a volume without the setting',
        'a disk without the setting',
        'servers with the disks of their image',
      ],
    },
    {
      name: 'ElastiCacheRedisClusterEncryption',
      rule: rules.elasticache.ElastiCacheRedisClusterEncryption,
      about: [
        'a cache',
        'a cache of Valkey, which encrypts by default',
        'a cache without the setting',
        'a cache of Valkey in plain text',
      ],
      disagreements: { 'a cache of Valkey, which encrypts by default': 'it supports only the default of Redis OSS' },
    },
    {
      name: 'SNSEncryptedKMS',
      rule: rules.sns.SNSEncryptedKMS,
      about: ['a topic', 'a topic without a key'],
    },
    {
      name: 'SQSQueueSSE',
      rule: rules.sqs.SQSQueueSSE,
      about: [
        'a queue without the setting',
        'a queue with a key',
        'a queue with a key and nothing else',
        'a queue in plain text',
      ],
    },
    {
      name: 'CloudWatchLogGroupEncrypted',
      rule: rules.cloudwatch.CloudWatchLogGroupEncrypted,
      about: ['logs', 'logs without a key'],
    },
  ],
};
