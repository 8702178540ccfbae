import { CfnParameter } from 'aws-cdk-lib';
import type { Stack } from 'aws-cdk-lib';
import { CfnAutoScalingGroup } from 'aws-cdk-lib/aws-autoscaling';
import { CfnLaunchTemplate } from 'aws-cdk-lib/aws-ec2';
import { CfnBucket } from 'aws-cdk-lib/aws-s3';
import { Profile } from '../../../../src/core/profile';
import { spotForNonProduction } from '../../../../src/well-architected/rules/cost-optimization/spot-for-non-production';
import { ofType } from '../../../support/template-graph';
import type { Build, Case, RuleCases } from '../../support/cases';

type Override = CfnAutoScalingGroup.LaunchTemplateOverridesProperty;

const types = (...names: string[]): Override[] => names.map((instanceType) => ({ instanceType }));

const mixedGroup = (
  stack: Stack,
  onDemandPercentageAboveBaseCapacity: number | undefined,
  overrides: Override[],
  launchTemplateId = 'lt-1',
) =>
  new CfnAutoScalingGroup(stack, 'Fleet', {
    minSize: '1',
    maxSize: '2',
    mixedInstancesPolicy: {
      instancesDistribution: { onDemandPercentageAboveBaseCapacity },
      launchTemplate: { launchTemplateSpecification: { version: '1', launchTemplateId }, overrides },
    },
  });

const mixed =
  (percentage: number | undefined, ...overrides: Override[]): Build =>
  (stack) => {
    mixedGroup(stack, percentage, overrides);
  };

/** A group without a policy of mixed instances. */
const plain =
  (marketType?: string): Build =>
  (stack) => {
    const template = new CfnLaunchTemplate(stack, 'Template', {
      launchTemplateData: {
        instanceType: 'm7g.large',
        instanceMarketOptions: marketType === undefined ? undefined : { marketType },
      },
    });
    new CfnAutoScalingGroup(stack, 'Fleet', {
      minSize: '1',
      maxSize: '2',
      launchTemplate: { launchTemplateId: template.ref, version: '1' },
    });
  };

const forDevelopers = (build: Build): Case => ({ build, settings: { profile: Profile.DEVELOPMENT } });

export const cases: RuleCases = {
  rule: spotForNonProduction,
  compliant: {
    'Spot for developers': forDevelopers(mixed(0, ...types('t4g.small', 't4g.micro'))),
    'some Spot for developers': forDevelopers(mixed(50, ...types('t4g.small'))),
    'Spot by the launch template for developers': forDevelopers(plain('spot')),
    'Spot of three types for customers': mixed(50, ...types('m7g.large', 'm6g.large', 'c7g.large')),
    'Spot by requirements for customers': mixed(50, {
      instanceRequirements: { vCpuCount: { min: 2 }, memoryMiB: { min: 4096 } },
    }),
    'Spot by requirements, in the launch template': (stack) => {
      const { ref } = new CfnLaunchTemplate(stack, 'Template', {
        launchTemplateData: { instanceRequirements: { vCpuCount: { min: 2 }, memoryMiB: { min: 4096 } } },
      });
      mixedGroup(stack, 50, [], ref);
    },
  },
  failing: {
    'no Spot for developers': forDevelopers(mixed(100, ...types('t4g.small', 't4g.micro'))),
    'no word of Spot for developers': forDevelopers(mixed(undefined, ...types('t4g.small'))),
    'a plain group for developers': forDevelopers(plain()),
    'Spot of two types for customers': mixed(50, ...types('m7g.large', 'm6g.large')),
    'Spot of one type three times for customers': mixed(50, ...types('m7g.large', 'm7g.large', 'm7g.large')),
    'Spot by the launch template for customers': plain('spot'),
  },
  notApplicable: {
    'a bucket': (stack) => {
      new CfnBucket(stack, 'Bucket');
    },
    'no Spot for customers': mixed(100, ...types('m7g.large', 'm6g.large')),
    'a plain group for customers': plain(),
  },
  token: (stack) => {
    mixed(
      new CfnParameter(stack, 'Percentage', { type: 'Number' }).valueAsNumber,
      ...types('m7g.large', 'm6g.large'),
    )(stack);
  },
  override: {
    state: 'failing',
    build: (stack) => {
      mixedGroup(stack, 100, types('m7g.large')).addPropertyOverride(
        'MixedInstancesPolicy.InstancesDistribution.OnDemandPercentageAboveBaseCapacity',
        '0',
      );
    },
  },
  mutation: {
    change: ({ main }) => {
      for (const [, { Properties: properties }] of ofType(main, 'AWS::AutoScaling::AutoScalingGroup')) {
        properties.MixedInstancesPolicy.InstancesDistribution.OnDemandPercentageAboveBaseCapacity = 50;
      }
    },
  },
};
