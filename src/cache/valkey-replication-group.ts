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
 * What a replication group is made of.
 *
 * @internal
 */
export interface ValkeyReplicationGroupProps {
  /** The VPC. */
  readonly vpc: ec2.IVpc;

  /** The subnets in which the nodes stand: isolated ones. */
  readonly vpcSubnets: ec2.SubnetSelection;

  /** The class of every node, written as for EC2 (without `cache.`). */
  readonly nodeType: ec2.InstanceType;

  /** How many nodes: one primary, the others replicas that take over when it fails. From two on failover is automatic and across zones. */
  readonly nodes: number;

  /** The version of Valkey, such as `8.1`. */
  readonly engineVersion: string;

  /** Encrypts memory that is written to disk, and snapshots. */
  readonly encryptionKey: IKey;

  /** The id of the group of users that may sign in. */
  readonly userGroupId: string;

  /** Where commands are logged that take long. */
  readonly slowLog: ILogGroup;

  /** How long snapshots are kept. */
  readonly snapshotRetention: Duration;

  /** When snapshots are taken: `hh:mm-hh:mm` in UTC. */
  readonly snapshotWindow: string;

  /** When ElastiCache works on the nodes: `ddd:hh:mm-ddd:hh:mm` in UTC. */
  readonly maintenanceWindow: string;

  /**
   * What becomes of the data when the group is removed.
   *
   * @default RemovalPolicy.SNAPSHOT
   */
  readonly removalPolicy?: RemovalPolicy;
}

/**
 * A Valkey cache on ElastiCache that is encrypted at rest and takes connections over TLS only, without sharding.
 *
 * aws-cdk-lib has generated classes for ElastiCache and nothing above them; this is the little that is missing: a security
 * group, an ARN, and metrics whose dimensions exist.
 */
export class ValkeyReplicationGroup extends Resource implements ec2.IConnectable {
  /** @internal */
  public static _create(scope: Construct, id: string, props: ValkeyReplicationGroupProps): ValkeyReplicationGroup {
    return new ValkeyReplicationGroup(scope, id, props);
  }

  /** The group's id; clients sign in with it. */
  public readonly replicationGroupId: string;

  /** The group's ARN. */
  public readonly replicationGroupArn: string;

  /** The name of the node that takes writes; it follows a failover. */
  public readonly primaryEndpointAddress: string;

  /** Where the nodes listen: not the well-known port. */
  public readonly port: number = 6380;

  /** The group's security group. */
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
   * A metric of one node: ElastiCache measures nodes, never the group.
   *
   * @param metricName its name, such as `EngineCPUUtilization`
   * @param node 1 for the first node
   * @param options statistic, period and the like
   * @throws an error when the group has no such node: an alarm on it would never go off
   */
  public metricOfNode(metricName: string, node: number, options: cloudwatch.MetricOptions = {}): cloudwatch.Metric {
    requireInteger('node', node, 1, this.nodes, "count the group's nodes from 1");
    return new cloudwatch.Metric({
      namespace: 'AWS/ElastiCache',
      metricName,
      dimensionsMap: { CacheClusterId: `${this.replicationGroupId}-${String(node).padStart(3, '0')}` },
      label: `Node ${node}`,
      ...options,
    });
  }

  /**
   * The highest value among all nodes, whichever is the primary.
   *
   * @param metricName its name, such as `DatabaseMemoryUsagePercentage`
   * @param options statistic, period and the like, of each node's metric
   */
  public metricMaximum(metricName: string, options: cloudwatch.MetricOptions = {}): cloudwatch.MathExpression {
    // Named after the metric, because an id is taken only once in a graph.
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
