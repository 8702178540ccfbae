import { CfnParameter } from 'aws-cdk-lib';
import { CfnAutoScalingGroup } from 'aws-cdk-lib/aws-autoscaling';
import { CfnInstance, CfnLaunchTemplate } from 'aws-cdk-lib/aws-ec2';
import { CfnCacheCluster, CfnReplicationGroup } from 'aws-cdk-lib/aws-elasticache';
import { CfnDBInstance } from 'aws-cdk-lib/aws-rds';
import { Profile } from '../../../../src/core/profile';
import { noBurstableInProduction } from '../../../../src/well-architected/rules/performance-efficiency';
import { ofType } from '../../../support/template-graph';
import type { Build, RuleCases } from '../../support/cases';

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

const fleet =
  (maxSize: string, ofTemplate: string, ...ofGroup: string[]): Build =>
  (stack) => {
    const template = new CfnLaunchTemplate(stack, 'Template', { launchTemplateData: { instanceType: ofTemplate } });
    const launchTemplateSpecification = { launchTemplateId: template.ref, version: template.attrLatestVersionNumber };
    new CfnAutoScalingGroup(stack, 'Fleet', {
      minSize: '1',
      maxSize,
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
  rule: noBurstableInProduction,
  compliant: {
    'a database': database('db.m7g.large'),
    'a cache': cache('cache.r7g.xlarge'),
    servers: fleet('4', 'm7g.large'),
    'servers whose group overrules the template': fleet('4', 't3.micro', 'm7g.large'),
  },
  failing: {
    'a burstable database': { build: database('db.t4g.medium'), fails: ['Properties.DBInstanceClass'] },
    'a burstable cache': cache('cache.t4g.micro'),
    'a burstable cache without replicas': (stack) => {
      new CfnCacheCluster(stack, 'Cache', { engine: 'redis', numCacheNodes: 1, cacheNodeType: 'cache.t3.small' });
    },
    'burstable servers': { build: fleet('4', 't3.large'), fails: ['Properties.LaunchTemplateData.InstanceType'] },
    'burstable servers as second choice': {
      build: fleet('4', 'm7g.large', 'm7g.large', 't4g.large'),
      fails: ['t4g.large'],
    },
  },
  notApplicable: {
    'a bastion': (stack) => {
      new CfnInstance(stack, 'Bastion', { instanceType: 't4g.nano' });
    },
    'a NAT instance that is replaced by itself': fleet('1', 't4g.nano'),
    'a group of one that names its type': fleet('1', 'm7g.large', 't4g.nano'),
    'a template that no group uses': (stack) => {
      new CfnLaunchTemplate(stack, 'Template', { launchTemplateData: { instanceType: 't3.micro' } });
    },
    'a database that scales by itself': database('db.serverless'),
    'a shop for developers': { build: database('db.t4g.medium'), settings: { profile: Profile.DEVELOPMENT } },
  },
  token: (stack) => {
    const type = new CfnParameter(stack, 'Class');
    new CfnDBInstance(stack, 'Database', { dbInstanceClass: type.valueAsString });
  },
  override: {
    state: 'compliant',
    build: (stack) => {
      new CfnDBInstance(stack, 'Database', { dbInstanceClass: 'db.t3.medium' }).addPropertyOverride(
        'DBInstanceClass',
        'db.m7g.large',
      );
    },
  },
  mutation: {
    change: ({ main }) => {
      for (const [, { Properties: properties }] of ofType(main, 'AWS::ElastiCache::ReplicationGroup')) {
        properties.CacheNodeType = 'cache.t4g.medium';
      }
    },
  },
};
