import { CfnReplicationGroup } from 'aws-cdk-lib/aws-elasticache';
import {
  CfnDBCluster,
  CfnDBClusterParameterGroup,
  CfnDBInstance,
  CfnDBParameterGroup,
  CfnDBProxy,
  CfnOptionGroup,
} from 'aws-cdk-lib/aws-rds';
import type { CfnDBInstanceProps } from 'aws-cdk-lib/aws-rds';
import { CfnConfigurationSet } from 'aws-cdk-lib/aws-ses';
import { rules } from 'cdk-nag';
import type { Build, RuleCases } from '../../../support/cases';

const database =
  (engine: string, parameters?: Record<string, string>, props: CfnDBInstanceProps = {}): Build =>
  (stack) => {
    const group =
      parameters &&
      new CfnDBParameterGroup(stack, 'Parameters', { description: 'parameters', family: engine, parameters });
    new CfnDBInstance(stack, 'Database', { engine, dbParameterGroupName: group?.ref, ...props });
  };

const cluster =
  (engine: string, parameters: Record<string, string>): Build =>
  (stack) => {
    const group = new CfnDBClusterParameterGroup(stack, 'Parameters', {
      description: 'parameters',
      family: engine,
      parameters,
    });
    new CfnDBCluster(stack, 'Cluster', { engine, dbClusterParameterGroupName: group.ref });
  };

const oracle =
  (...options: string[]): Build =>
  (stack) => {
    const group = new CfnOptionGroup(stack, 'Options', {
      engineName: 'oracle-se2',
      majorEngineVersion: '19',
      optionGroupDescription: 'options',
      optionConfigurations: options.map((optionName) => ({ optionName })),
    });
    new CfnDBInstance(stack, 'Database', { engine: 'oracle-se2', optionGroupName: group.ref });
  };

const proxy =
  (requireTls?: boolean): Build =>
  (stack) => {
    new CfnDBProxy(stack, 'Proxy', {
      dbProxyName: 'proxy',
      engineFamily: 'POSTGRESQL',
      roleArn: 'arn',
      vpcSubnetIds: ['a', 'b'],
      requireTls,
    });
  };

const cache =
  (transitEncryptionEnabled?: boolean, transitEncryptionMode?: string): Build =>
  (stack) => {
    new CfnReplicationGroup(stack, 'Cache', {
      replicationGroupDescription: 'cache',
      atRestEncryptionEnabled: true,
      transitEncryptionEnabled,
      transitEncryptionMode,
    });
  };

const mail =
  (tlsPolicy?: string): Build =>
  (stack) => {
    new CfnConfigurationSet(stack, 'Mail', { deliveryOptions: { tlsPolicy } });
  };

/** Databases, proxies, caches and mail. */
export const dataCases: Pick<RuleCases, 'compliant' | 'failing' | 'notApplicable' | 'oracles'> = {
  compliant: {
    PostgreSQL: database('postgres', { 'rds.force_ssl': '1' }),
    'PostgreSQL by default': database('postgres', undefined, { engineVersion: '17.4' }),
    'PostgreSQL by default, with other parameters': database(
      'postgres',
      { log_statement: 'ddl' },
      { engineVersion: '16' },
    ),
    'SQL Server': database('sqlserver-se', { 'rds.force_ssl': '1' }),
    MySQL: database('mysql', { require_secure_transport: 'ON' }),
    'MariaDB by default': database('mariadb', undefined, {
      engineVersion: '11.8',
      dbParameterGroupName: 'default.mariadb11.8',
    }),
    Aurora: cluster('aurora-mysql', { require_secure_transport: '1' }),
    'Oracle with a listener for TLS': oracle('SSL'),
    'a proxy': proxy(true),
    'a cache': cache(true),
    'a cache that takes nothing else': cache(true, 'required'),
    mail: mail('REQUIRE'),
  },
  failing: {
    'PostgreSQL that takes plain text': {
      build: database('postgres', { 'rds.force_ssl': '0' }, { engineVersion: '17' }),
      fails: ['rds.force_ssl'],
    },
    'an old PostgreSQL by default': {
      build: database('postgres', undefined, { engineVersion: '14.12' }),
      fails: ['rds.force_ssl'],
    },
    'MySQL by default': { build: database('mysql'), fails: ['require_secure_transport'] },
    'MySQL with other parameters': {
      build: database('mysql', { slow_query_log: '1' }),
      fails: ['require_secure_transport'],
    },
    'Aurora that takes plain text': {
      build: cluster('aurora-postgresql', { 'rds.force_ssl': '0' }),
      fails: ['rds.force_ssl'],
    },
    'Oracle without a listener for TLS': { levels: ['warning'], build: oracle('STATSPACK'), fails: ['SSL'] },
    'a proxy that takes plain text': { build: proxy(false), fails: ['Properties.RequireTLS'] },
    'a proxy without the setting': proxy(),
    'a cache in plain text': { build: cache(false), fails: ['TransitEncryptionEnabled'] },
    'a cache without the setting': { build: cache(), fails: ['TransitEncryptionEnabled'] },
    'a cache that takes both': {
      levels: ['warning'],
      build: cache(true, 'preferred'),
      fails: ['TransitEncryptionMode'],
    },
    'mail that may go in plain text': {
      levels: ['warning'],
      build: mail('OPTIONAL'),
      fails: ['Properties.DeliveryOptions.TlsPolicy'],
    },
    'mail without the setting': mail(),
  },
  notApplicable: {
    'a member of a cluster': database('aurora-mysql', undefined, { dbClusterIdentifier: 'cluster' }),
    'a database of an engine that is not known': database('db2-se'),
    'a member of a global datastore': (stack) => {
      new CfnReplicationGroup(stack, 'Cache', {
        replicationGroupDescription: 'cache',
        globalReplicationGroupId: 'global',
      });
    },
  },
  oracles: [
    {
      name: 'ElastiCacheRedisClusterEncryption',
      rule: rules.elasticache.ElastiCacheRedisClusterEncryption,
      about: ['a cache', 'a cache in plain text', 'a cache without the setting', 'a cache that takes both'],
      disagreements: { 'a cache that takes both': 'it does not support the mode of a migration, which is temporary' },
    },
  ],
};
