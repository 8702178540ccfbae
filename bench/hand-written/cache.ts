import { ArnFormat, RemovalPolicy } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as elasticache from 'aws-cdk-lib/aws-elasticache';
import { addAlarm, createLogGroup, nameOf } from './foundation';
import type { Foundation } from './foundation';
import { createSecurityGroup } from './network';

/** The cache and its users. */
export interface ShopCache {
  readonly group: elasticache.CfnReplicationGroup;
  readonly groupArn: string;
  readonly user: elasticache.CfnUser;
  readonly connections: ec2.Connections;
}

/** Not the default port, so that a rule for the default port has no effect. */
export const CACHE_PORT = 6380;

const NODES = ['001', '002'];

/** Creates Valkey with a replica; CDK has no L2 for it. */
export function createCache(foundation: Foundation, vpc: ec2.Vpc): ShopCache {
  const { stack, key } = foundation;
  const slowLog = createLogGroup(foundation, 'CacheSlowLog');
  const userName = nameOf(foundation, 'user');
  const user = new elasticache.CfnUser(stack, 'CacheUser', {
    engine: 'redis',
    userId: userName,
    userName,
    accessString: 'on ~* &* +@all -@dangerous +info',
    authenticationMode: { Type: 'iam' },
  });
  const disabled = new elasticache.CfnUser(stack, 'CacheDefaultUser', {
    engine: 'redis',
    userId: nameOf(foundation, 'disabled'),
    userName: 'default',
    accessString: 'off -@all',
    authenticationMode: { Type: 'no-password-required' },
  });
  const users = new elasticache.CfnUserGroup(stack, 'CacheUsers', {
    engine: 'redis',
    userGroupId: nameOf(foundation, 'users'),
    userIds: [user.ref, disabled.ref],
  });
  const securityGroup = createSecurityGroup(foundation, vpc, 'CacheSecurityGroup', 'Cache: from servers and functions');
  const subnets = new elasticache.CfnSubnetGroup(stack, 'CacheSubnets', {
    description: 'Isolated subnets of the cache',
    subnetIds: vpc.isolatedSubnets.map(({ subnetId }) => subnetId),
  });
  const group = new elasticache.CfnReplicationGroup(stack, 'Cache', {
    replicationGroupDescription: 'Products and search results of the shop',
    engine: 'valkey',
    engineVersion: '8.1',
    cacheNodeType: 'cache.m7g.large',
    numCacheClusters: NODES.length,
    automaticFailoverEnabled: true,
    multiAzEnabled: true,
    cacheSubnetGroupName: subnets.ref,
    securityGroupIds: [securityGroup.securityGroupId],
    port: CACHE_PORT,
    userGroupIds: [users.ref],
    transitEncryptionEnabled: true,
    transitEncryptionMode: 'required',
    atRestEncryptionEnabled: true,
    kmsKeyId: key.keyArn,
    snapshotRetentionLimit: 15,
    snapshotWindow: '02:00-03:00',
    preferredMaintenanceWindow: 'sun:05:30-sun:06:30',
    autoMinorVersionUpgrade: true,
    logDeliveryConfigurations: [
      {
        logType: 'slow-log',
        logFormat: 'json',
        destinationType: 'cloudwatch-logs',
        destinationDetails: { cloudWatchLogsDetails: { logGroup: slowLog.logGroupName } },
      },
    ],
  });
  group.applyRemovalPolicy(RemovalPolicy.SNAPSHOT);
  watch(foundation, group);
  return {
    group,
    groupArn: stack.formatArn({
      service: 'elasticache',
      resource: 'replicationgroup',
      resourceName: group.ref,
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    }),
    user,
    connections: new ec2.Connections({ securityGroups: [securityGroup], defaultPort: ec2.Port.tcp(CACHE_PORT) }),
  };
}

function watch(foundation: Foundation, group: elasticache.CfnReplicationGroup): void {
  const highest = (metricName: string, statistic?: string) => {
    const prefix = metricName[0].toLowerCase() + metricName.slice(1);
    const usingMetrics = Object.fromEntries(
      NODES.map((node, index) => [
        `${prefix}${index + 1}`,
        new cloudwatch.Metric({
          namespace: 'AWS/ElastiCache',
          metricName,
          statistic,
          dimensionsMap: { CacheClusterId: `${group.ref}-${node}` },
          label: `Node ${index + 1}`,
        }),
      ]),
    );
    return new cloudwatch.MathExpression({
      expression: `MAX([${Object.keys(usingMetrics).join(', ')}])`,
      usingMetrics,
      label: `${metricName}, highest node`,
    });
  };
  const [cpu, evictions] = [highest('EngineCPUUtilization'), highest('Evictions', 'Sum')];
  addAlarm(foundation, 'CacheCpu', {
    metric: cpu,
    threshold: 80,
    treatMissingData: cloudwatch.TreatMissingData.MISSING,
    summary: 'A node of the cache is short of processor time: it answers late, and clients give it up after 50 ms.',
  });
  addAlarm(foundation, 'CacheEvictions', {
    metric: evictions,
    threshold: 100,
    treatMissingData: cloudwatch.TreatMissingData.MISSING,
    summary: 'The cache is full and drops entries before their time, so that more pages are read from the database.',
  });
  foundation.dashboard.addWidgets(
    new cloudwatch.GraphWidget({
      title: 'Cache: processor % of the busiest node, hit rate %',
      left: [cpu, highest('CacheHitRate')],
      width: 24,
    }),
  );
}
