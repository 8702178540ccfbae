import { CfnParameter } from 'aws-cdk-lib';
import { CfnReplicationGroup, CfnServerlessCache } from 'aws-cdk-lib/aws-elasticache';
import { CfnDBCluster, CfnDBInstance } from 'aws-cdk-lib/aws-rds';
import { CfnBucket } from 'aws-cdk-lib/aws-s3';
import { rules } from 'cdk-nag';
import { Profile } from '../../../../src/core/profile';
import { automatedBackups } from '../../../../src/well-architected/rules/reliability/automated-backups';
import { ofType } from '../../../support/template-graph';
import type { Build, RuleCases } from '../../support/cases';

const DEVELOPMENT = { profile: Profile.DEVELOPMENT };

const database =
  (backupRetentionPeriod?: number): Build =>
  (stack) => {
    new CfnDBInstance(stack, 'Database', { engine: 'postgres', backupRetentionPeriod });
  };

const cache =
  (snapshotRetentionLimit?: number): Build =>
  (stack) => {
    new CfnReplicationGroup(stack, 'Cache', {
      replicationGroupDescription: 'cache',
      engine: 'valkey',
      snapshotRetentionLimit,
    });
  };

const serverless =
  (engine: string, snapshotRetentionLimit?: number): Build =>
  (stack) => {
    new CfnServerlessCache(stack, 'Cache', { engine, serverlessCacheName: 'cache', snapshotRetentionLimit });
  };

export const cases: RuleCases = {
  rule: automatedBackups,
  compliant: {
    'a week of backups': database(7),
    'a day of backups for developers': { build: database(1), settings: DEVELOPMENT },
    'the retention of RDS for development': { build: database(), settings: DEVELOPMENT },
    'fewer days where a team allows them': {
      build: database(3),
      settings: { thresholds: { minBackupRetentionDays: 3 } },
    },
    'a cluster with backups': (stack) => {
      new CfnDBCluster(stack, 'Cluster', { backupRetentionPeriod: 35 });
    },
    'a snapshot of the cache': cache(1),
    'many snapshots of the cache': cache(15),
    'a snapshot of a cache without servers': serverless('valkey', 1),
  },
  failing: {
    'three days of backups': { build: database(3), fails: ['Properties.BackupRetentionPeriod'] },
    'no backups': database(0),
    'no backups for developers': { build: database(0), settings: DEVELOPMENT },
    'a database without the setting': database(),
    'a cluster without the setting': (stack) => {
      new CfnDBCluster(stack, 'Cluster', {});
    },
    'no snapshot of the cache': { build: cache(0), fails: ['Properties.SnapshotRetentionLimit'] },
    'a cache without the setting': cache(),
    'a cache without servers without the setting': serverless('redis'),
  },
  notApplicable: {
    'a bucket': (stack) => {
      new CfnBucket(stack, 'Bucket');
    },
    'a read replica': (stack) => {
      new CfnDBInstance(stack, 'Replica', { sourceDbInstanceIdentifier: 'database' });
    },
    'an instance of a cluster': (stack) => {
      new CfnDBInstance(stack, 'Member', { dbClusterIdentifier: 'cluster' });
    },
    'a cache without persistence': serverless('memcached'),
  },
  token: (stack) => database(new CfnParameter(stack, 'Days', { type: 'Number' }).valueAsNumber)(stack),
  override: {
    state: 'failing',
    build: (stack) => {
      database(14)(stack);
      (stack.node.findChild('Database') as CfnDBInstance).addPropertyOverride('BackupRetentionPeriod', '0');
    },
  },
  mutation: {
    change: ({ main }) => {
      for (const [, { Properties: properties }] of ofType(main, 'AWS::ElastiCache::ReplicationGroup')) {
        delete properties.SnapshotRetentionLimit;
      }
    },
  },
  oracles: [
    {
      name: 'RDSInstanceBackupEnabled',
      rule: rules.rds.RDSInstanceBackupEnabled,
      about: [
        'a week of backups',
        'a day of backups for developers',
        'three days of backups',
        'no backups',
        'a database without the setting',
      ],
      disagreements: {
        'three days of backups': 'a fault is often found after a weekend: production keeps a week',
        'a database without the setting': 'RDS keeps one day then, which is too little in production',
      },
    },
    {
      name: 'ElastiCacheRedisClusterAutomaticBackup',
      rule: rules.elasticache.ElastiCacheRedisClusterAutomaticBackup,
      about: [
        'a snapshot of the cache',
        'many snapshots of the cache',
        'no snapshot of the cache',
        'a cache without the setting',
      ],
      disagreements: {
        'a snapshot of the cache': 'the newest snapshot refills a cache; fifteen of them do not refill it better',
      },
    },
  ],
};
