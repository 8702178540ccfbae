import { CfnParameter } from 'aws-cdk-lib';
import { CfnAutoScalingGroup, CfnLaunchConfiguration } from 'aws-cdk-lib/aws-autoscaling';
import { CfnInstance, CfnLaunchTemplate } from 'aws-cdk-lib/aws-ec2';
import { CfnReplicationGroup } from 'aws-cdk-lib/aws-elasticache';
import { CfnRole } from 'aws-cdk-lib/aws-iam';
import { CfnFunction } from 'aws-cdk-lib/aws-lambda';
import { CfnDBCluster, CfnDBInstance } from 'aws-cdk-lib/aws-rds';
import { CfnBucket } from 'aws-cdk-lib/aws-s3';
import { graviton } from '../../../../src/well-architected/rules/sustainability/graviton';
import { ofType } from '../../../support/template-graph';
import type { Build, RuleCases } from '../../support/cases';

const template =
  (instanceType: string, imageId = 'ami-1'): Build =>
  (stack) => {
    new CfnLaunchTemplate(stack, 'Template', { launchTemplateData: { instanceType, imageId } });
  };

const fleet =
  (...types: string[]): Build =>
  (stack) => {
    const { ref, attrLatestVersionNumber } = new CfnLaunchTemplate(stack, 'Template', { launchTemplateData: {} });
    new CfnAutoScalingGroup(stack, 'Fleet', {
      minSize: '1',
      maxSize: '2',
      mixedInstancesPolicy: {
        launchTemplate: {
          launchTemplateSpecification: { launchTemplateId: ref, version: attrLatestVersionNumber },
          overrides: types.map((instanceType) => ({ instanceType })),
        },
      },
    });
  };

const configured =
  (instanceType: string, imageId = 'ami-1'): Build =>
  (stack) => {
    new CfnLaunchConfiguration(stack, 'Configuration', { instanceType, imageId });
  };

const database =
  (dbInstanceClass: string, engine = 'postgres'): Build =>
  (stack) => {
    new CfnDBInstance(stack, 'Database', { engine, dbInstanceClass });
  };

const cache =
  (cacheNodeType: string): Build =>
  (stack) => {
    new CfnReplicationGroup(stack, 'Cache', { replicationGroupDescription: 'cache', cacheNodeType });
  };

const fn =
  (architectures?: string[], role = 'arn'): Build =>
  (stack) => {
    new CfnFunction(stack, 'Function', { code: { zipFile: '' }, role, architectures });
  };

export const cases: RuleCases = {
  rule: graviton,
  compliant: {
    servers: template('m7g.large'),
    'servers with a local disk': template('c7gd.large'),
    'servers of the first generation': template('a1.large'),
    'servers with graphics cards': template('g5g.xlarge'),
    'servers of several types': fleet('m7g.large', 'm6g.large'),
    'a database': database('db.r8g.xlarge'),
    'a cache': cache('cache.t4g.micro'),
    'a function': fn(['arm64']),
  },
  failing: {
    'servers for x86': { build: template('m7i.large'), fails: ['Properties.LaunchTemplateData.InstanceType'] },
    'servers with a local disk for x86': template('c6id.large'),
    'a server alone for x86': (stack) => {
      new CfnInstance(stack, 'Server', { instanceType: 't3.micro' });
    },
    'one of several types for x86': { build: fleet('m7g.large', 'm7a.large'), fails: ['1'] },
    'a database for x86': { build: database('db.m6i.large', 'mysql'), fails: ['Properties.DBInstanceClass'] },
    'a cluster for x86': {
      build: (stack) => {
        new CfnDBCluster(stack, 'Cluster', { engine: 'postgres', dbClusterInstanceClass: 'db.m6id.large' });
      },
      fails: ['Properties.DBClusterInstanceClass'],
    },
    'servers by a launch configuration for x86': configured('m7i.large'),
    'a cache for x86': cache('cache.r6.large'),
    'a function without the setting': { build: fn(), fails: ['Properties.Architectures'] },
    'a function for x86': fn(['x86_64']),
  },
  notApplicable: {
    'a bucket': (stack) => {
      new CfnBucket(stack, 'Bucket');
    },
    'Oracle, which exists for x86 only': database('db.r6i.large', 'oracle-se2'),
    'Windows by a launch configuration': configured('m7i.large', 'windows-2025'),
    'SQL Server': database('db.r6i.large', 'sqlserver-ex'),
    'a database without servers': database('db.serverless', 'aurora-postgresql'),
    'graphics cards that exist with x86 only': template('g6.xlarge'),
    'the most memory': template('u-6tb1.metal'),
    Windows: (stack) => {
      const image = new CfnParameter(stack, 'Image', {
        default: '/aws/service/ami-windows-latest/Windows_Server-2022-English-Full-Base',
      });
      template('m7i.large', image.valueAsString)(stack);
    },
    'a function of CloudFront': (stack) => {
      const statement = {
        Effect: 'Allow',
        Action: 'sts:AssumeRole',
        Principal: { Service: ['lambda.amazonaws.com', 'edgelambda.amazonaws.com'] },
      };
      const role = new CfnRole(stack, 'Role', { assumeRolePolicyDocument: { Statement: [statement] } });
      fn(undefined, role.attrArn)(stack);
    },
  },
  token: (stack) => {
    const { valueAsString } = new CfnParameter(stack, 'Type');
    template(valueAsString)(stack);
    fn([valueAsString])(stack);
  },
  override: {
    state: 'failing',
    build: (stack) => {
      template('m7g.large')(stack);
      (stack.node.findChild('Template') as CfnLaunchTemplate).addPropertyOverride(
        'LaunchTemplateData.InstanceType',
        'm5.large',
      );
    },
  },
  mutation: {
    change: ({ main }) => {
      for (const [, { Properties: properties }] of ofType(main, 'AWS::ElastiCache::ReplicationGroup')) {
        properties.CacheNodeType = 'cache.r7i.large';
      }
    },
  },
};
