import { CfnParameter } from 'aws-cdk-lib';
import { CfnReplicationGroup } from 'aws-cdk-lib/aws-elasticache';
import type { CfnReplicationGroupProps } from 'aws-cdk-lib/aws-elasticache';
import { CfnDBCluster, CfnDBInstance } from 'aws-cdk-lib/aws-rds';
import type { CfnDBInstanceProps } from 'aws-cdk-lib/aws-rds';
import { CfnBucket } from 'aws-cdk-lib/aws-s3';
import { rules } from 'cdk-nag';
import { autoMinorVersionUpgrade } from '../../../../src/well-architected/rules/operational-excellence';
import { ofType } from '../../../support/template-graph';
import type { Build, RuleCases } from '../../support/cases';

const WINDOW = { preferredMaintenanceWindow: 'sun:04:30-sun:05:30' };

const database =
  (props: CfnDBInstanceProps): Build =>
  (stack) => {
    new CfnDBInstance(stack, 'Database', { engine: 'postgres', ...props });
  };

const cache =
  (props: Partial<CfnReplicationGroupProps>): Build =>
  (stack) => {
    new CfnReplicationGroup(stack, 'Cache', { replicationGroupDescription: 'cache', ...props });
  };

export const cases: RuleCases = {
  rule: autoMinorVersionUpgrade,
  compliant: {
    'a database with both': database({ ...WINDOW, autoMinorVersionUpgrade: true }),
    'a database with a window, upgraded by default': database(WINDOW),
    'an instance of a cluster': database({ engine: 'aurora-postgresql', dbClusterIdentifier: 'shop' }),
    'a cluster with a window': (stack) => {
      new CfnDBCluster(stack, 'Cluster', { engine: 'aurora-postgresql', ...WINDOW });
    },
    'a cache with both': cache({ ...WINDOW, autoMinorVersionUpgrade: true }),
    'a cache with a window, upgraded by default': cache(WINDOW),
  },
  failing: {
    'a database that refuses': {
      build: database({ ...WINDOW, autoMinorVersionUpgrade: false }),
      fails: ['AutoMinorVersionUpgrade'],
    },
    'a database that refuses in words': {
      build: (stack) => {
        new CfnDBInstance(stack, 'Database', WINDOW).addPropertyOverride('AutoMinorVersionUpgrade', 'false');
      },
      fails: ['AutoMinorVersionUpgrade'],
    },
    'a database without a window': {
      build: database({ autoMinorVersionUpgrade: true }),
      fails: ['PreferredMaintenanceWindow'],
    },
    'an instance of a cluster that refuses': {
      build: database({ dbClusterIdentifier: 'shop', autoMinorVersionUpgrade: false }),
      fails: ['AutoMinorVersionUpgrade'],
    },
    'a cluster without a window': (stack) => {
      new CfnDBCluster(stack, 'Cluster', { engine: 'aurora-postgresql' });
    },
    'a cache that refuses': {
      build: cache({ ...WINDOW, autoMinorVersionUpgrade: false }),
      fails: ['AutoMinorVersionUpgrade'],
    },
    'a cache without a window': { build: cache({}), fails: ['PreferredMaintenanceWindow'] },
  },
  notApplicable: {
    'a bucket': (stack) => {
      new CfnBucket(stack, 'Bucket');
    },
    'a database of RDS Custom': database({
      engine: 'custom-oracle-ee',
      autoMinorVersionUpgrade: false,
    }),
  },
  token: (stack) => {
    const given = new CfnParameter(stack, 'Upgrade');
    new CfnDBInstance(stack, 'Database', WINDOW).addPropertyOverride('AutoMinorVersionUpgrade', given.valueAsString);
  },
  override: {
    state: 'failing',
    build: (stack) => {
      new CfnDBInstance(stack, 'Database', { ...WINDOW, autoMinorVersionUpgrade: true }).addPropertyOverride(
        'AutoMinorVersionUpgrade',
        false,
      );
    },
  },
  mutation: {
    change: ({ main }) => {
      for (const [, { Properties: properties }] of ofType(main, 'AWS::ElastiCache::ReplicationGroup')) {
        properties.AutoMinorVersionUpgrade = false;
      }
    },
  },
  oracles: [
    {
      name: 'RDSAutomaticMinorVersionUpgradeEnabled',
      rule: rules.rds.RDSAutomaticMinorVersionUpgradeEnabled,
      about: [
        'a database with both',
        'a database with a window, upgraded by default',
        'an instance of a cluster',
        'a database that refuses',
        'a database that refuses in words',
        'an instance of a cluster that refuses',
      ],
      disagreements: {
        'a database that refuses in words': 'it reads the typed property, where an override is not to be seen',
      },
    },
  ],
};
