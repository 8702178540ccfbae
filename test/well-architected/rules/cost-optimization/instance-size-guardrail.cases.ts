import { CfnParameter } from 'aws-cdk-lib';
import { CfnAutoScalingGroup } from 'aws-cdk-lib/aws-autoscaling';
import { CfnInstance, CfnLaunchTemplate } from 'aws-cdk-lib/aws-ec2';
import { CfnReplicationGroup } from 'aws-cdk-lib/aws-elasticache';
import { CfnDBInstance } from 'aws-cdk-lib/aws-rds';
import { CfnBucket } from 'aws-cdk-lib/aws-s3';
import { instanceSizeGuardrail } from '../../../../src/well-architected/rules/cost-optimization';
import { ofType } from '../../../support/template-graph';
import type { Build, RuleCases } from '../../support/cases';

const server =
  (instanceType: string): Build =>
  (stack) => {
    new CfnInstance(stack, 'Server', { instanceType });
  };

const database =
  (dbInstanceClass: string): Build =>
  (stack) => {
    new CfnDBInstance(stack, 'Database', { engine: 'postgres', dbInstanceClass });
  };

const cache =
  (cacheNodeType: string): Build =>
  (stack) => {
    new CfnReplicationGroup(stack, 'Cache', { replicationGroupDescription: 'cache', cacheNodeType });
  };

const fleet =
  (...overrides: CfnAutoScalingGroup.LaunchTemplateOverridesProperty[]): Build =>
  (stack) => {
    new CfnAutoScalingGroup(stack, 'Fleet', {
      minSize: '1',
      maxSize: '2',
      mixedInstancesPolicy: {
        launchTemplate: { launchTemplateSpecification: { version: '1', launchTemplateId: 'lt-1' }, overrides },
      },
    });
  };

export const cases: RuleCases = {
  rule: instanceSizeGuardrail,
  compliant: {
    'a small server': server('t4g.nano'),
    'a server of the largest size': server('m7g.4xlarge'),
    'a database': database('db.r7g.xlarge'),
    'a database with a processor setting': database('db.r5.4xlarge.tpc1.mem2x'),
    'a database without a size': database('db.serverless'),
    'a cache': cache('cache.r7g.large'),
    'a fleet': fleet({ instanceType: 'm7g.large' }, { instanceType: 'm6g.large' }),
    'a large one where the team allows it': {
      build: server('m7g.8xlarge'),
      settings: { thresholds: { maxInstanceSize: '8xlarge' } },
    },
  },
  failing: {
    'a large server': server('m7g.8xlarge'),
    'a whole machine': server('m7g.metal'),
    'a whole machine of a given size': server('c7i.metal-24xl'),
    'a large launch template': (stack) => {
      new CfnLaunchTemplate(stack, 'Template', { launchTemplateData: { instanceType: 'c7g.16xlarge' } });
    },
    'a large database': database('db.r7g.8xlarge'),
    'a large database with a processor setting': database('db.r5.12xlarge.tpc2.mem2x'),
    'a large cache': cache('cache.r7g.12xlarge'),
    'a fleet with one large type': {
      build: fleet({ instanceType: 'm7g.large' }, { instanceType: 'm7g.8xlarge' }),
      fails: ['Properties.MixedInstancesPolicy.LaunchTemplate.Overrides.1.InstanceType'],
    },
    'an xlarge where the team wants less': {
      build: server('m7g.xlarge'),
      settings: { thresholds: { maxInstanceSize: 'large' } },
    },
    'a medium where the team wants less': {
      build: server('t4g.medium'),
      settings: { thresholds: { maxInstanceSize: 'small' } },
    },
  },
  notApplicable: {
    'a bucket': (stack) => {
      new CfnBucket(stack, 'Bucket');
    },
    'machines described by requirements': fleet({
      instanceRequirements: { vCpuCount: { min: 2 }, memoryMiB: { min: 4096 } },
    }),
  },
  token: (stack) => {
    server(new CfnParameter(stack, 'Type').valueAsString)(stack);
  },
  override: {
    state: 'failing',
    build: (stack) => {
      new CfnInstance(stack, 'Server', { instanceType: 'm7g.large' }).addPropertyOverride(
        'InstanceType',
        'm7g.24xlarge',
      );
    },
  },
  mutation: {
    change: ({ main }) => {
      for (const [, { Properties: properties }] of ofType(main, 'AWS::ElastiCache::ReplicationGroup')) {
        properties.CacheNodeType = 'cache.r7g.8xlarge';
      }
    },
  },
};
