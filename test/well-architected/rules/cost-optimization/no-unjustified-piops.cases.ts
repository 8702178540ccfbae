import { CfnParameter } from 'aws-cdk-lib';
import { CfnInstance, CfnLaunchTemplate, CfnVolume } from 'aws-cdk-lib/aws-ec2';
import { CfnDBInstance } from 'aws-cdk-lib/aws-rds';
import type { CfnDBInstanceProps } from 'aws-cdk-lib/aws-rds';
import { CfnBucket } from 'aws-cdk-lib/aws-s3';
import { noUnjustifiedPiops } from '../../../../src/well-architected/rules/cost-optimization/no-unjustified-piops';
import { ofType } from '../../../support/template-graph';
import type { Build, RuleCases } from '../../support/cases';

const database =
  (props: CfnDBInstanceProps): Build =>
  (stack) => {
    new CfnDBInstance(stack, 'Database', { engine: 'postgres', allocatedStorage: '100', storageType: 'gp3', ...props });
  };

const volume =
  (volumeType?: string, iops?: number, throughput?: number): Build =>
  (stack) => {
    new CfnVolume(stack, 'Volume', { availabilityZone: 'us-east-1a', size: 100, volumeType, iops, throughput });
  };

const template =
  (...types: string[]): Build =>
  (stack) => {
    new CfnLaunchTemplate(stack, 'Template', {
      launchTemplateData: {
        blockDeviceMappings: types.map((volumeType, index) => ({ deviceName: `/dev/sd${index}`, ebs: { volumeType } })),
      },
    });
  };

export const cases: RuleCases = {
  rule: noUnjustifiedPiops,
  compliant: {
    'a database on gp3': database({}),
    'a database without the setting': (stack) => {
      new CfnDBInstance(stack, 'Database', { engine: 'postgres', allocatedStorage: '100' });
    },
    'the performance that gp3 includes': database({ iops: 3000, storageThroughput: 125 }),
    'the performance that a large gp3 includes': database({
      allocatedStorage: '400',
      iops: 12000,
      storageThroughput: 500,
    }),
    'the performance that a large gp3 of Oracle includes': database({
      engine: 'oracle-se2',
      allocatedStorage: '200',
      iops: 12000,
    }),
    'few operations for an unknown size': (stack) => {
      database({ allocatedStorage: new CfnParameter(stack, 'Size').valueAsString, iops: 3000 })(stack);
    },
    'a volume': volume('gp3', 3000, 125),
    'a volume without the setting': volume(),
    'the volumes of a launch template': template('gp3', 'gp2'),
  },
  failing: {
    io1: { build: database({ storageType: 'io1', iops: 3000 }), fails: ['StorageType'] },
    io2: { build: database({ storageType: 'io2', iops: 3000 }), fails: ['StorageType'] },
    'io1 by operations without a type': {
      build: database({ storageType: undefined, iops: 3000 }),
      fails: ['StorageType'],
    },
    'more operations than gp3 has': { build: database({ iops: 6000 }), fails: ['Iops'] },
    'more operations than a big gp3 has': {
      build: database({ allocatedStorage: '1000', iops: 16000 }),
      fails: ['Iops'],
    },
    'more operations than gp3 has for SQL Server at any size': {
      build: database({ engine: 'sqlserver-web', allocatedStorage: '1000', iops: 12000 }),
      fails: ['Iops'],
    },
    'more operations than gp3 has at any size': {
      build: (stack) => {
        database({ allocatedStorage: new CfnParameter(stack, 'Size').valueAsString, iops: 20000 })(stack);
      },
      fails: ['Iops'],
    },
    'more throughput than a big gp3 has': {
      build: database({ allocatedStorage: '1000', storageThroughput: 1000 }),
      fails: ['StorageThroughput'],
    },
    'a volume of io2': { build: volume('io2', 1000), fails: ['VolumeType'] },
    'a fast volume': { build: volume('gp3', 6000, 500), fails: ['Iops', 'Throughput'] },
    'one volume of a launch template': { build: template('gp3', 'io1'), fails: ['1.VolumeType'] },
    'the volume of a server': {
      build: (stack) => {
        new CfnInstance(stack, 'Server', {
          blockDeviceMappings: [{ deviceName: '/dev/xvda', ebs: { volumeType: 'gp3' } }],
        }).addPropertyOverride('BlockDeviceMappings.0.Ebs.Iops', '16000');
      },
      fails: ['0.Iops'],
    },
  },
  notApplicable: {
    'a member of a cluster': database({ engine: 'aurora-postgresql', dbClusterIdentifier: 'cluster' }),
    'a bucket': (stack) => {
      new CfnBucket(stack, 'Bucket');
    },
    'a server with the volumes of its image': (stack) => {
      new CfnInstance(stack, 'Server');
    },
  },
  token: (stack) => {
    const text = (id: string) => new CfnParameter(stack, id).valueAsString;
    volume(text('Type'), 3000)(stack);
    database({ engine: text('Engine'), allocatedStorage: '300', iops: 12000 })(stack);
  },
  override: {
    state: 'failing',
    build: (stack) => {
      new CfnDBInstance(stack, 'Database', { storageType: 'gp3' }).addPropertyOverride('StorageType', 'io1');
    },
  },
  mutation: {
    change: ({ main }) => {
      for (const [, { Properties: properties }] of ofType(main, 'AWS::RDS::DBInstance')) properties.Iops = 20000;
    },
  },
};
