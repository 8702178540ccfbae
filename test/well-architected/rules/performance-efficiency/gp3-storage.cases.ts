import { CfnParameter } from 'aws-cdk-lib';
import { CfnLaunchConfiguration } from 'aws-cdk-lib/aws-autoscaling';
import { CfnInstance, CfnLaunchTemplate, CfnVolume } from 'aws-cdk-lib/aws-ec2';
import { CfnDBInstance } from 'aws-cdk-lib/aws-rds';
import { CfnBucket } from 'aws-cdk-lib/aws-s3';
import { gp3Storage } from '../../../../src/well-architected/rules/performance-efficiency/gp3-storage';
import { ofType } from '../../../support/template-graph';
import type { Build, RuleCases } from '../../support/cases';

const database =
  (storageType: string): Build =>
  (stack) => {
    new CfnDBInstance(stack, 'Database', { engine: 'postgres', storageType });
  };

const volume =
  (volumeType?: string): Build =>
  (stack) => {
    new CfnVolume(stack, 'Volume', { availabilityZone: 'a', size: 20, volumeType });
  };

const template =
  (...volumeTypes: (string | undefined)[]): Build =>
  (stack) => {
    const blockDeviceMappings = volumeTypes.map((volumeType, index) => ({
      deviceName: `/dev/sd${index}`,
      ebs: { volumeSize: 20, volumeType },
    }));
    new CfnLaunchTemplate(stack, 'Template', { launchTemplateData: { blockDeviceMappings } });
  };

export const cases: RuleCases = {
  rule: gp3Storage,
  compliant: {
    'a database': database('gp3'),
    'a fast database': database('io2'),
    'a volume': volume('gp3'),
    'a volume for logs': volume('st1'),
    'servers with two volumes': template('gp3', 'io2'),
  },
  failing: {
    'a database on gp2': { build: database('gp2'), fails: ['Properties.StorageType'] },
    'a database on magnetic disks': database('standard'),
    'a database on the older of the fast types': database('io1'),
    'a volume without the setting': volume(),
    'a volume of gp2': volume('gp2'),
    'servers with one volume of gp2': { build: template('gp3', 'gp2'), fails: ['/dev/sd1'] },
    'a server of gp2': (stack) => {
      new CfnInstance(stack, 'Server', {
        blockDeviceMappings: [{ deviceName: '/dev/xvda', ebs: { volumeType: 'gp2' } }],
      });
    },
    'servers of a launch configuration': (stack) => {
      new CfnLaunchConfiguration(stack, 'Configuration', {
        imageId: 'ami',
        instanceType: 'm7g.large',
        blockDeviceMappings: [{ deviceName: '/dev/xvda', ebs: { volumeType: 'gp2' } }],
      });
    },
  },
  notApplicable: {
    'a bucket': (stack) => {
      new CfnBucket(stack, 'Bucket');
    },
    'an instance of a cluster': (stack) => {
      new CfnDBInstance(stack, 'Database', { dbClusterIdentifier: 'cluster' });
    },
    'an instance of Aurora': (stack) => {
      new CfnDBInstance(stack, 'Database', { engine: 'aurora-postgresql' });
    },
    'a volume of the server itself': (stack) => {
      new CfnInstance(stack, 'Server', {
        blockDeviceMappings: [{ deviceName: '/dev/sdb', virtualName: 'ephemeral0' }],
      });
    },
  },
  token: (stack) => {
    const type = new CfnParameter(stack, 'Type');
    database(type.valueAsString)(stack);
    new CfnDBInstance(stack, 'Silent', { engine: 'postgres' });
    template(undefined)(stack);
  },
  override: {
    state: 'failing',
    build: (stack) => {
      new CfnDBInstance(stack, 'Database', { engine: 'postgres', storageType: 'gp3' }).addPropertyOverride(
        'StorageType',
        'gp2',
      );
    },
  },
  mutation: {
    change: ({ main }) => {
      for (const [, { Properties: properties }] of ofType(main, 'AWS::RDS::DBInstance')) properties.StorageType = 'gp2';
    },
  },
};
