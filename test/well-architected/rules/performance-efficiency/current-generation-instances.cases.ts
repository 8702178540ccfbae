import { CfnCondition, CfnParameter, Fn } from 'aws-cdk-lib';
import { CfnAutoScalingGroup } from 'aws-cdk-lib/aws-autoscaling';
import { CfnInstance, CfnLaunchTemplate } from 'aws-cdk-lib/aws-ec2';
import { CfnReplicationGroup } from 'aws-cdk-lib/aws-elasticache';
import { CfnDBInstance } from 'aws-cdk-lib/aws-rds';
import { CfnBucket } from 'aws-cdk-lib/aws-s3';
import { currentGenerationInstances } from '../../../../src/well-architected/rules/performance-efficiency';
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
    new CfnDBInstance(stack, 'Database', { dbInstanceClass });
  };

const cache =
  (cacheNodeType: string): Build =>
  (stack) => {
    new CfnReplicationGroup(stack, 'Cache', { replicationGroupDescription: 'cache', cacheNodeType });
  };

/** A launch template, and a group that overrides its type where types are given. */
const fleet =
  (ofTemplate: string, ...ofGroup: string[]): Build =>
  (stack) => {
    const template = new CfnLaunchTemplate(stack, 'Template', { launchTemplateData: { instanceType: ofTemplate } });
    const launchTemplateSpecification = { launchTemplateId: template.ref, version: template.attrLatestVersionNumber };
    new CfnAutoScalingGroup(stack, 'Fleet', {
      minSize: '2',
      maxSize: '4',
      ...(ofGroup.length === 0
        ? { launchTemplate: launchTemplateSpecification }
        : {
            mixedInstancesPolicy: {
              launchTemplate: {
                launchTemplateSpecification,
                overrides: ofGroup.map((instanceType) => ({ instanceType })),
              },
            },
          }),
    });
  };

export const cases: RuleCases = {
  rule: currentGenerationInstances,
  compliant: {
    'a server': server('m7g.large'),
    'a server with a fast network': server('c7gn.16xlarge'),
    'a server of a flexible type': server('m7i-flex.large'),
    'a burstable server': server('t4g.micro'),
    'much memory': server('x2iedn.2xlarge'),
    'a database': database('db.m7g.large'),
    'a database with more memory than its size has': database('db.r6i.4xlarge.tpc2.mem4x'),
    'a cache': cache('cache.r7g.xlarge'),
    'servers of two types': fleet('m4.large', 'm7g.large', 'm6g.large'),
    "servers of the template's type": fleet('m6g.large'),
  },
  failing: {
    'an old server': server('m4.large'),
    'an old burstable server': server('t2.micro'),
    'an old database': { build: database('db.m5.large'), fails: ['Properties.DBInstanceClass'] },
    'an old cache': cache('cache.r5.xlarge'),
    'one old type of two': { build: fleet('m7g.large', 'm7g.large', 'm5.large'), fails: ['m5.large'] },
    'an old type in the template': { build: fleet('c5.large'), fails: ['Properties.LaunchTemplateData.InstanceType'] },
  },
  notApplicable: {
    'a bucket': (stack) => {
      new CfnBucket(stack, 'Bucket');
    },
    'a database that scales by itself': database('db.serverless'),
    'a machine for builds': server('mac2.metal'),
    'a machine for training': server('p3.2xlarge'),
    'a type in another form': server('u-6tb1.metal'),
    'a type without a size': server('m4'),
  },
  token: (stack) => {
    const type = new CfnParameter(stack, 'Type');
    new CfnInstance(stack, 'Server', { instanceType: type.valueAsString });
    const condition = new CfnCondition(stack, 'Large');
    new CfnInstance(stack, 'Either', {
      instanceType: Fn.conditionIf(condition.logicalId, 'm7g.large', 'm4.large').toString(),
    });
  },
  override: {
    state: 'failing',
    build: (stack) => {
      new CfnInstance(stack, 'Server', { instanceType: 'm7g.large' }).addPropertyOverride('InstanceType', 'm3.large');
    },
  },
  mutation: {
    // In production an old type would also fail Graviton. A database of Oracle never uses Graviton.
    example: 'oracle',
    change: ({ main }) => {
      for (const [, { Properties: properties }] of ofType(main, 'AWS::RDS::DBInstance')) {
        properties.DBInstanceClass = 'db.r5.large';
      }
    },
  },
};
