import { RemovalPolicy, Resource } from 'aws-cdk-lib';
import type { Duration } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { CfnReplicationGroup, CfnSubnetGroup } from 'aws-cdk-lib/aws-elasticache';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { ILogGroup } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { arnHere } from '../core/arn';
import { requireInteger } from '../core/validation';

/**
 * Properties of a replication group.
 *
 * @internal
 */
export interface ValkeyReplicationGroupProps {
  /** The VPC. */
  readonly vpc: ec2.IVpc;

  /** The subnets of the nodes, which are isolated. */
  readonly vpcSubnets: ec2.SubnetSelection;

  /** The class of every node, written as for EC2 (without `cache.`). */
  readonly nodeType: ec2.InstanceType;

  /** The number of nodes: one primary, the others replicas. From two on, failover is automatic and across zones. */
  readonly nodes: number;

  /** The version of Valkey, such as `8.1`. */
  readonly engineVersion: string;

  /** Encrypts the data on disk, and snapshots. */
  readonly encryptionKey: IKey;

  /** The id of the group of users that may sign in. */
  readonly userGroupId: string;

  /** Receives the log of slow commands. */
  readonly slowLog: ILogGroup;

  /** The retention of snapshots. */
  readonly snapshotRetention: Duration;

  /** The daily window of snapshots: `hh:mm-hh:mm` in UTC. */
  readonly snapshotWindow: string;

  /** The weekly maintenance window: `ddd:hh:mm-ddd:hh:mm` in UTC. */
  readonly maintenanceWindow: string;

  /**
   * The fate of the data when the group is removed from the stack.
   *
   * @default RemovalPolicy.SNAPSHOT
   */
  readonly removalPolicy?: RemovalPolicy;
}

/**
 * A Valkey cache on ElastiCache without sharding, encrypted at rest, with connections over TLS only.
 *
 * aws-cdk-lib has only L1 classes for ElastiCache. This L2 adds a security group, the ARN, and metrics whose dimensions
 * exist.
 */
export class ValkeyReplicationGroup extends Resource implements ec2.IConnectable {
  /** @internal */
  public static _create(scope: Construct, id: string, props: ValkeyReplicationGroupProps): ValkeyReplicationGroup {
    return new ValkeyReplicationGroup(scope, id, props);
  }

  /** The id of the replication group, for which clients sign their tokens. */
  public readonly replicationGroupId: string;

  /** The ARN of the replication group. */
  public readonly replicationGroupArn: string;

  /** The host name of the primary, which accepts writes; it follows a failover. */
  public readonly primaryEndpointAddress: string;

  /** The port on which the nodes listen, which is not the well-known one. */
  public readonly port: number = 6380;

  /** The network connections of the nodes, by their security group. */
  public readonly connections: ec2.Connections;

  /** The number of nodes. */
  public readonly nodes: number;

  private constructor(scope: Construct, id: string, props: ValkeyReplicationGroupProps) {
    super(scope, id);
    const securityGroup = new ec2.SecurityGroup(this, 'SecurityGroup', {
      vpc: props.vpc,
      description: 'Cache: from servers and functions',
      allowAllOutbound: false,
    });
    const subnets = new CfnSubnetGroup(this, 'Subnets', {
      description: 'Isolated subnets of the cache',
      subnetIds: props.vpc.selectSubnets(props.vpcSubnets).subnetIds,
    });
    const survives = props.nodes > 1;
    const group = new CfnReplicationGroup(this, 'Resource', {
      replicationGroupDescription: 'Products and search results of the shop',
      engine: 'valkey',
      engineVersion: props.engineVersion,
      cacheNodeType: `cache.${props.nodeType}`,
      numCacheClusters: props.nodes,
      automaticFailoverEnabled: survives,
      multiAzEnabled: survives,
      cacheSubnetGroupName: subnets.ref,
      securityGroupIds: [securityGroup.securityGroupId],
      port: this.port,
      userGroupIds: [props.userGroupId],
      transitEncryptionEnabled: true,
      transitEncryptionMode: 'required',
      atRestEncryptionEnabled: true,
      kmsKeyId: props.encryptionKey.keyArn,
      snapshotRetentionLimit: props.snapshotRetention.toDays(),
      snapshotWindow: props.snapshotWindow,
      preferredMaintenanceWindow: props.maintenanceWindow,
      autoMinorVersionUpgrade: true,
      logDeliveryConfigurations: [
        {
          logType: 'slow-log',
          logFormat: 'json',
          destinationType: 'cloudwatch-logs',
          destinationDetails: { cloudWatchLogsDetails: { logGroup: props.slowLog.logGroupName } },
        },
      ],
    });
    group.applyRemovalPolicy(props.removalPolicy ?? RemovalPolicy.SNAPSHOT);
    this.nodes = props.nodes;
    this.replicationGroupId = group.ref;
    this.replicationGroupArn = arnHere('elasticache', 'replicationgroup:${Group}', { Group: group.ref });
    this.primaryEndpointAddress = group.attrPrimaryEndPointAddress;
    this.connections = new ec2.Connections({ securityGroups: [securityGroup], defaultPort: ec2.Port.tcp(this.port) });
  }

  /**
   * Returns a metric of one node. ElastiCache publishes metrics for nodes only, not for the group.
   *
   * @param metricName the name in the namespace AWS/ElastiCache, such as `EngineCPUUtilization`
   * @param node the number of the node, from 1
   * @param options statistic, period and other properties of the metric
   * @throws an error when the group has no such node, because an alarm on it would never go off
   */
  public metricOfNode(metricName: string, node: number, options: cloudwatch.MetricOptions = {}): cloudwatch.Metric {
    requireInteger('node', node, 1, this.nodes, "the group's nodes are numbered from 1");
    return new cloudwatch.Metric({
      namespace: 'AWS/ElastiCache',
      metricName,
      dimensionsMap: { CacheClusterId: `${this.replicationGroupId}-${String(node).padStart(3, '0')}` },
      label: `Node ${node}`,
      ...options,
    });
  }

  /**
   * Returns the highest value of a metric among all nodes. It is independent of which node is the primary.
   *
   * @param metricName the name in the namespace AWS/ElastiCache, such as `DatabaseMemoryUsagePercentage`
   * @param options statistic, period and other properties of each node's metric
   */
  public metricMaximum(metricName: string, options: cloudwatch.MetricOptions = {}): cloudwatch.MathExpression {
    // Named after the metric, because an id must be unique within a graph.
    const prefix = metricName[0].toLowerCase() + metricName.slice(1);
    const usingMetrics = Object.fromEntries(
      Array.from({ length: this.nodes }, (_, index) => [
        `${prefix}${index + 1}`,
        this.metricOfNode(metricName, index + 1, options),
      ]),
    );
    return new cloudwatch.MathExpression({
      expression: `MAX([${Object.keys(usingMetrics).join(', ')}])`,
      usingMetrics,
      label: `${metricName}, highest node`,
      period: options.period,
    });
  }
}
