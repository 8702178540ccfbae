import { CfnParameter } from 'aws-cdk-lib';
import { CfnReplicationGroup } from 'aws-cdk-lib/aws-elasticache';
import type { CfnReplicationGroupProps } from 'aws-cdk-lib/aws-elasticache';
import { CfnDBCluster, CfnDBInstance } from 'aws-cdk-lib/aws-rds';
import { CfnBucket } from 'aws-cdk-lib/aws-s3';
import { rules } from 'cdk-nag';
import { dependencyLogsExported } from '../../../../src/well-architected/rules/operational-excellence';
import { ofType } from '../../../support/template-graph';
import type { Build, RuleCases } from '../../support/cases';

const database =
  (engine: string | undefined, ...enableCloudwatchLogsExports: string[]): Build =>
  (stack) => {
    new CfnDBInstance(stack, 'Database', { engine, enableCloudwatchLogsExports });
  };

const cluster =
  (engine: string, ...enableCloudwatchLogsExports: string[]): Build =>
  (stack) => {
    new CfnDBCluster(stack, 'Cluster', { engine, enableCloudwatchLogsExports });
  };

const cache =
  (logTypes: string[], props: Partial<CfnReplicationGroupProps> = { engine: 'valkey' }): Build =>
  (stack) => {
    const logDeliveryConfigurations = logTypes.map((logType) => ({
      logType,
      logFormat: 'json',
      destinationType: 'cloudwatch-logs',
      destinationDetails: { cloudWatchLogsDetails: { logGroup: 'logs' } },
    }));
    new CfnReplicationGroup(stack, 'Cache', {
      replicationGroupDescription: 'cache',
      logDeliveryConfigurations,
      ...props,
    });
  };

export const cases: RuleCases = {
  rule: dependencyLogsExported,
  compliant: {
    'PostgreSQL with its log': database('postgres', 'postgresql'),
    'PostgreSQL with both logs': database('postgres', 'postgresql', 'upgrade'),
    'MySQL with errors and slow statements': database('mysql', 'error', 'slowquery'),
    'MariaDB with all four logs': database('mariadb', 'audit', 'error', 'general', 'slowquery'),
    'Oracle with its alerts': database('oracle-se2', 'alert'),
    'SQL Server with errors': database('sqlserver-se', 'error'),
    'Db2 with its diagnosis': database('db2-se', 'diag.log'),
    'Aurora with its log': cluster('aurora-postgresql', 'postgresql'),
    'Aurora MySQL with errors and slow statements': cluster('aurora-mysql', 'error', 'slowquery'),
    'a copy of unknown engine with a log': database(undefined, 'error'),
    'a cache with a slow log': cache(['engine-log', 'slow-log']),
  },
  failing: {
    'PostgreSQL without logs': { build: database('postgres'), fails: ['postgresql'] },
    'MySQL with errors alone': { build: database('mysql', 'error'), fails: ['slowquery'] },
    'MySQL with the general log': { build: database('mysql', 'general'), fails: ['error', 'slowquery'] },
    'Oracle without logs': database('oracle-ee'),
    'Aurora without logs': cluster('aurora-mysql'),
    'a copy of unknown engine without logs': (stack) => {
      new CfnDBInstance(stack, 'Replica', { sourceDbInstanceIdentifier: 'shop' });
    },
    'a cache with the engine log alone': cache(['engine-log']),
    'a cache without logs': cache([], { engine: 'redis', engineVersion: '7.1' }),
  },
  notApplicable: {
    'a bucket': (stack) => {
      new CfnBucket(stack, 'Bucket');
    },
    'an instance of a cluster': (stack) => {
      new CfnDBInstance(stack, 'Reader', { engine: 'aurora-mysql', dbClusterIdentifier: 'shop' });
    },
    'a database with a custom engine': database('custom-oracle-ee'),
    'a cache that is too old': cache([], { engine: 'redis', engineVersion: '5.0.6' }),
  },
  token: (stack) => {
    new CfnDBInstance(stack, 'Database', { engine: 'postgres' }).addPropertyOverride('EnableCloudwatchLogsExports', {
      Ref: new CfnParameter(stack, 'Logs', { type: 'CommaDelimitedList' }).logicalId,
    });
    cache([new CfnParameter(stack, 'Log').valueAsString])(stack);
  },
  override: {
    state: 'failing',
    build: (stack) => {
      new CfnDBInstance(stack, 'Database', {
        engine: 'postgres',
        enableCloudwatchLogsExports: ['postgresql'],
      }).addPropertyOverride('EnableCloudwatchLogsExports', ['upgrade']);
    },
  },
  mutation: {
    change: ({ main }) => {
      for (const [, { Properties: properties }] of ofType(main, 'AWS::RDS::DBInstance')) {
        properties.EnableCloudwatchLogsExports = ['upgrade'];
      }
    },
  },
  oracles: [
    {
      name: 'RDSLoggingEnabled',
      rule: rules.rds.RDSLoggingEnabled,
      about: [
        'PostgreSQL with its log',
        'PostgreSQL with both logs',
        'MySQL with errors and slow statements',
        'MariaDB with all four logs',
        'Oracle with its alerts',
        'SQL Server with errors',
        'Aurora with its log',
        'Aurora MySQL with errors and slow statements',
        'PostgreSQL without logs',
        'MySQL with errors alone',
        'MySQL with the general log',
        'Oracle without logs',
        'Aurora without logs',
      ],
      disagreements: {
        'PostgreSQL with its log':
          'the upgrade log is written only at major upgrades, and does not help with a slow or failing shop',
        'MySQL with errors and slow statements':
          'the general log holds every statement, which slows the database down; the audit log needs an option group',
        'Oracle with its alerts':
          "audit, listener and trace logs serve auditors and the engine's vendor, not the search for a failure",
        'SQL Server with errors': "the agent's log is about scheduled jobs",
        'Aurora MySQL with errors and slow statements':
          'the general log holds every statement, which slows the database down',
      },
    },
  ],
};
