import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as rds from 'aws-cdk-lib/aws-rds';
import { addAlarm, createLogGroup, nameOf } from './foundation';
import type { Foundation } from './foundation';
import { createSecurityGroup } from './network';

/** The instance and its proxy. */
export interface ShopDatabase {
  readonly instance: rds.DatabaseInstance;
  readonly proxy: rds.DatabaseProxy;
}

/** The database user of servers and functions. */
export const APPLICATION_USER = 'shop';

const GIB = 1024 ** 3;
const DATA_SUBNETS: ec2.SubnetSelection = { subnetType: ec2.SubnetType.PRIVATE_ISOLATED };

/** Creates PostgreSQL with a standby, behind a proxy that signs in by IAM. */
export function createDatabase(foundation: Foundation, vpc: ec2.Vpc): ShopDatabase {
  const engine = rds.DatabaseInstanceEngine.postgres({ version: rds.PostgresEngineVersion.of('17', '17') });
  const parameterGroup = new rds.ParameterGroup(foundation.stack, 'DatabaseParameters', {
    engine,
    description: 'TLS required, slow statements logged',
    parameters: { 'rds.force_ssl': '1', log_min_duration_statement: '1000', log_parameter_max_length: '0' },
  });
  const instance = createInstance(foundation, vpc, engine, parameterGroup);
  const proxy = createProxy(foundation, vpc, instance);
  tellOfEvents(foundation, instance, parameterGroup);
  watch(foundation, instance);
  return { instance, proxy };
}

function createInstance(
  foundation: Foundation,
  vpc: ec2.Vpc,
  engine: rds.IInstanceEngine,
  parameterGroup: rds.ParameterGroup,
): rds.DatabaseInstance {
  const { stack, key } = foundation;
  const instanceIdentifier = nameOf(foundation, 'db');
  const logGroups = ['postgresql', 'upgrade'].map((log) =>
    createLogGroup(foundation, `DatabaseLog-${log}`, `/aws/rds/instance/${instanceIdentifier}/${log}`),
  );
  const instance = new rds.DatabaseInstance(stack, 'Database', {
    engine,
    instanceType: new ec2.InstanceType('m7g.large'),
    instanceIdentifier,
    databaseName: 'shop',
    credentials: rds.Credentials.fromUsername('shopowner', { encryptionKey: key }),
    manageMasterUserPassword: true,
    vpc,
    subnetGroup: new rds.SubnetGroup(stack, 'DatabaseSubnets', {
      vpc,
      vpcSubnets: DATA_SUBNETS,
      description: 'Isolated subnets of the database',
    }),
    securityGroups: [
      createSecurityGroup(foundation, vpc, 'DatabaseSecurityGroup', 'Database: from its proxy and the migrations'),
    ],
    publiclyAccessible: false,
    port: 5433,
    multiAz: true,
    iamAuthentication: true,
    parameterGroup,
    storageType: rds.StorageType.GP3,
    allocatedStorage: 100,
    maxAllocatedStorage: 500,
    storageEncryptionKey: key,
    backupRetention: Duration.days(14),
    preferredBackupWindow: '03:00-04:00',
    preferredMaintenanceWindow: 'Sun:04:30-Sun:05:30',
    copyTagsToSnapshot: true,
    deleteAutomatedBackups: false,
    autoMinorVersionUpgrade: true,
    cloudwatchLogsExports: ['postgresql', 'upgrade'],
    monitoringInterval: Duration.seconds(60),
    monitoringRole: new iam.Role(stack, 'DatabaseMonitoringRole', {
      assumedBy: new iam.ServicePrincipal('monitoring.rds.amazonaws.com', {
        conditions: { StringEquals: { 'aws:SourceAccount': stack.account } },
      }),
      managedPolicies: [iam.ManagedPolicy.fromAwsManagedPolicyName('service-role/AmazonRDSEnhancedMonitoringRole')],
    }),
    enablePerformanceInsights: true,
    databaseInsightsMode: rds.DatabaseInsightsMode.STANDARD,
    performanceInsightRetention: rds.PerformanceInsightRetention.DEFAULT,
    performanceInsightEncryptionKey: key,
    deletionProtection: true,
    removalPolicy: RemovalPolicy.SNAPSHOT,
  });
  instance.node.addDependency(...logGroups);
  return instance;
}

function createProxy(foundation: Foundation, vpc: ec2.Vpc, instance: rds.DatabaseInstance): rds.DatabaseProxy {
  const dbProxyName = nameOf(foundation, 'proxy');
  const logGroup = createLogGroup(foundation, 'ProxyLogs', `/aws/rds/proxy/${dbProxyName}`);
  const role = new iam.Role(foundation.stack, 'ProxyRole', {
    assumedBy: new iam.ServicePrincipal('rds.amazonaws.com'),
  });
  const proxy = new rds.DatabaseProxy(foundation.stack, 'Proxy', {
    proxyTarget: rds.ProxyTarget.fromInstance(instance),
    dbProxyName,
    role,
    vpc,
    vpcSubnets: DATA_SUBNETS,
    securityGroups: [
      createSecurityGroup(foundation, vpc, 'ProxySecurityGroup', 'Proxy: from servers and functions, to the database'),
    ],
    defaultAuthScheme: rds.DefaultAuthScheme.IAM_AUTH,
    requireTLS: true,
    maxConnectionsPercent: 90,
  });
  proxy.node.addDependency(logGroup);
  instance.grantConnect(role, APPLICATION_USER);
  return proxy;
}

function tellOfEvents(
  { stack, alarmTopic }: Foundation,
  instance: rds.DatabaseInstance,
  parameterGroup: rds.ParameterGroup,
): void {
  const subscriptions = [
    new rds.CfnEventSubscription(stack, 'DatabaseEvents', {
      snsTopicArn: alarmTopic.topicArn,
      sourceType: 'db-instance',
      sourceIds: [instance.instanceIdentifier],
      eventCategories: ['configuration change', 'failover', 'failure', 'low storage', 'maintenance'],
    }),
    new rds.CfnEventSubscription(stack, 'DatabaseParameterEvents', {
      snsTopicArn: alarmTopic.topicArn,
      sourceType: 'db-parameter-group',
      sourceIds: [parameterGroup.bindToInstance({}).parameterGroupName],
      eventCategories: ['configuration change'],
    }),
  ];
  subscriptions.forEach((subscription) => subscription.node.addDependency(alarmTopic));
}

function watch(foundation: Foundation, instance: rds.DatabaseInstance): void {
  const treatMissingData = cloudwatch.TreatMissingData.MISSING;
  const comparisonOperator = cloudwatch.ComparisonOperator.LESS_THAN_OR_EQUAL_TO_THRESHOLD;
  const [cpu, memory, storage] = [
    instance.metricCPUUtilization(),
    instance.metricFreeableMemory(),
    instance.metricFreeStorageSpace(),
  ];
  const [reads, writes] = [instance.metric('ReadIOPS'), instance.metric('WriteIOPS')];
  const connections = instance.metricDatabaseConnections({ statistic: 'Maximum' });
  addAlarm(foundation, 'DatabaseCpu', {
    metric: cpu,
    threshold: 80,
    treatMissingData,
    summary: 'The database is short of processor time, so every page and every order waits for it.',
  });
  addAlarm(foundation, 'DatabaseMemory', {
    metric: memory,
    comparisonOperator,
    threshold: Math.floor(0.05 * 8 * GIB),
    treatMissingData,
    summary: 'The database is almost out of memory: it will slow down and may restart.',
  });
  addAlarm(foundation, 'DatabaseIops', {
    metric: new cloudwatch.MathExpression({
      expression: 'reads + writes',
      label: 'I/O operations a second',
      usingMetrics: { reads, writes },
      period: Duration.minutes(5),
    }),
    threshold: 2400,
    treatMissingData,
    summary: 'The database reads and writes almost as much as its volume allows: beyond that everything queues.',
  });
  addAlarm(foundation, 'DatabaseStorage', {
    metric: storage,
    comparisonOperator,
    threshold: 5 * GIB,
    treatMissingData,
    summary: "The database's storage is almost full and did not grow: a full database takes no more orders.",
  });
  addAlarm(foundation, 'DatabaseConnections', {
    metric: connections,
    threshold: 684,
    treatMissingData,
    summary: 'Almost all connections that the database can hold are in use: new ones will be refused.',
  });
  foundation.dashboard.addWidgets(
    new cloudwatch.GraphWidget({ title: 'Database: CPU %, connections', width: 8, left: [cpu], right: [connections] }),
    new cloudwatch.GraphWidget({ title: 'Database: free memory, storage', width: 8, left: [memory], right: [storage] }),
    new cloudwatch.GraphWidget({ title: 'Database: I/O operations a second', width: 8, left: [reads, writes] }),
  );
}
