import { CfnParameter } from 'aws-cdk-lib';
import { CfnAutoScalingGroup } from 'aws-cdk-lib/aws-autoscaling';
import { CfnReplicationGroup } from 'aws-cdk-lib/aws-elasticache';
import { CfnFunction } from 'aws-cdk-lib/aws-lambda';
import { CfnDBInstance } from 'aws-cdk-lib/aws-rds';
import { CfnBucket } from 'aws-cdk-lib/aws-s3';
import { rules } from 'cdk-nag';
import { Profile } from '../../../../src/core/profile';
import { multiAzEveryTier } from '../../../../src/well-architected/rules/reliability/multi-az-every-tier';
import { ofType } from '../../../support/template-graph';
import type { Build, RuleCases } from '../../support/cases';

const database =
  (multiAz?: boolean): Build =>
  (stack) => {
    new CfnDBInstance(stack, 'Database', { engine: 'postgres', multiAz });
  };

const cache =
  (multiAzEnabled: boolean, numCacheClusters: number): Build =>
  (stack) => {
    new CfnReplicationGroup(stack, 'Cache', {
      replicationGroupDescription: 'cache',
      engine: 'valkey',
      multiAzEnabled,
      automaticFailoverEnabled: true,
      numCacheClusters,
    });
  };

const fleet =
  (minSize: string, ...subnets: string[]): Build =>
  (stack) => {
    new CfnAutoScalingGroup(stack, 'Fleet', { minSize, maxSize: '4', vpcZoneIdentifier: subnets });
  };

const fn =
  (...subnetIds: string[]): Build =>
  (stack) => {
    new CfnFunction(stack, 'Function', { code: { zipFile: '' }, role: 'arn', vpcConfig: { subnetIds } });
  };

export const cases: RuleCases = {
  rule: multiAzEveryTier,
  compliant: {
    'a database with a standby': database(true),
    'a replica beside it': (stack) => {
      database(true)(stack);
      new CfnDBInstance(stack, 'Replica', { sourceDbInstanceIdentifier: 'Database' });
    },
    'a cache of two nodes': cache(true, 2),
    'servers in two zones': fleet('2', 'a', 'b'),
    'a function in two subnets': fn('a', 'b'),
  },
  failing: {
    'a database alone': { build: database(false), fails: ['Properties.MultiAZ'] },
    'a database without the setting': database(),
    'a cache of one node': { build: cache(true, 1), fails: ['NumCacheClusters'] },
    'a cache in one zone': { build: cache(false, 2), fails: ['MultiAZEnabled'] },
    'one server': { build: fleet('1', 'a', 'b'), fails: ['MinSize'] },
    'servers in one zone': { build: fleet('2', 'a'), fails: ['VPCZoneIdentifier'] },
    'a function in one subnet': fn('a'),
  },
  notApplicable: {
    'a bucket': (stack) => {
      new CfnBucket(stack, 'Bucket');
    },
    'a function outside of the VPC': (stack) => {
      new CfnFunction(stack, 'Function', { code: { zipFile: '' }, role: 'arn' });
    },
    'a shop for developers': { build: database(false), settings: { profile: Profile.DEVELOPMENT } },
  },
  token: (stack) => {
    const multiAz = new CfnParameter(stack, 'Standby');
    new CfnDBInstance(stack, 'Database', { engine: 'postgres' }).addPropertyOverride('MultiAZ', multiAz.valueAsString);
  },
  override: {
    state: 'failing',
    build: (stack) => {
      new CfnDBInstance(stack, 'Database', { engine: 'postgres', multiAz: true }).addPropertyOverride('MultiAZ', false);
    },
  },
  mutation: {
    change: ({ main }) => {
      for (const [, { Properties: properties }] of ofType(main, 'AWS::RDS::DBInstance')) properties.MultiAZ = false;
    },
  },
  oracles: [
    {
      name: 'RDSMultiAZSupport',
      rule: rules.rds.RDSMultiAZSupport,
      about: ['a database with a standby', 'a replica beside it', 'a database alone', 'a database without the setting'],
      disagreements: {
        'a replica beside it': 'a read replica is not what takes over when the zone of its source fails',
      },
    },
  ],
};
