import { CfnParameter } from 'aws-cdk-lib';
import { CfnLaunchConfiguration } from 'aws-cdk-lib/aws-autoscaling';
import { CfnInstance, CfnLaunchTemplate, CfnVolume } from 'aws-cdk-lib/aws-ec2';
import { CfnBucket } from 'aws-cdk-lib/aws-s3';
import { elasticBlockStorage } from '../../../../src/well-architected/rules/sustainability/elastic-block-storage';
import { ofType } from '../../../support/template-graph';
import type { Build, RuleCases } from '../../support/cases';

const devices = (sizes: (number | undefined)[]) =>
  sizes.map((volumeSize, index) => ({
    deviceName: `/dev/xvd${'abc'[index]}`,
    ebs: { volumeSize, volumeType: 'gp3' },
  }));

const template =
  (...sizes: (number | undefined)[]): Build =>
  (stack) => {
    new CfnLaunchTemplate(stack, 'Template', { launchTemplateData: { blockDeviceMappings: devices(sizes) } });
  };

const server =
  (size: number): Build =>
  (stack) => {
    new CfnInstance(stack, 'Server', { blockDeviceMappings: devices([size]) });
  };

const configuration =
  (size: number): Build =>
  (stack) => {
    new CfnLaunchConfiguration(stack, 'Configuration', {
      imageId: 'ami',
      instanceType: 'm7g.large',
      blockDeviceMappings: devices([size]),
    });
  };

const volume =
  (size?: number): Build =>
  (stack) => {
    new CfnVolume(stack, 'Volume', { availabilityZone: 'a', size, snapshotId: 'snap-1' });
  };

export const cases: RuleCases = {
  rule: elasticBlockStorage,
  compliant: {
    'servers of a group': template(20, 50),
    'a single server': server(30),
    'servers of a launch configuration': configuration(8),
    'a separate volume': volume(50),
    'a larger limit of the team': { build: template(200), settings: { thresholds: { maxRootVolumeGiB: 200 } } },
  },
  failing: {
    'a root volume': { build: template(100), fails: ['/dev/xvda'] },
    'another volume of the same servers': { build: template(20, 500), fails: ['/dev/xvdb'] },
    'a server alone with a large one': { build: server(51), fails: ['/dev/xvda'] },
    'servers of a launch configuration with large ones': configuration(100),
    'a large separate volume': { build: volume(1000), fails: ['Properties.Size'] },
    'a smaller limit of the team': { build: template(20), settings: { thresholds: { maxRootVolumeGiB: 10 } } },
  },
  notApplicable: {
    'a bucket': (stack) => {
      new CfnBucket(stack, 'Bucket');
    },
    'the size of the image': template(undefined),
    'the size of the snapshot': volume(),
  },
  token: (stack) => {
    template(new CfnParameter(stack, 'Size', { type: 'Number' }).valueAsNumber)(stack);
  },
  override: {
    state: 'failing',
    build: (stack) => {
      template(20)(stack);
      (stack.node.findChild('Template') as CfnLaunchTemplate).addPropertyOverride(
        'LaunchTemplateData.BlockDeviceMappings.0.Ebs.VolumeSize',
        '400',
      );
    },
  },
  mutation: {
    change: ({ main }) => {
      for (const [
        ,
        {
          Properties: { LaunchTemplateData: data },
        },
      ] of ofType(main, 'AWS::EC2::LaunchTemplate')) {
        data.BlockDeviceMappings[0].Ebs.VolumeSize = 100;
      }
    },
  },
};
