import { Annotations } from 'aws-cdk-lib';
import type { Duration } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { addCacheAlarms } from './cache-alarms';
import type { CacheProps } from './cache-options';
import { CacheUsers } from './cache-users';
import { ValkeyReplicationGroup } from './valkey-replication-group';
import { VARIABLES } from '../contract/variables';
import { acknowledge, acknowledgePillar } from '../core/acknowledge';
import type { IClient } from '../core/i-client';
import { hasGravitonAlternative } from '../core/instance-architecture';
import { LIFETIMES } from '../core/lifetimes';
import { Profile } from '../core/profile';

/** The retention that the checks of NIST 800-53 and HIPAA require. */
const FULL_SNAPSHOT_DAYS = 15;

/** The longest retention that the sustainability checks accept. */
const FRUGAL_SNAPSHOT_DAYS = 7;

/**
 * The cache of products and search results: Valkey on ElastiCache, encrypted, over TLS only, in subnets without a route
 * to the internet. It contains copies only: a shop that loses it continues with slower pages.
 *
 * Servers and functions use no password: they sign in by IAM, as a user without the commands that affect the whole
 * cache.
 *
 * @example
 * new EcommerceArchitecture(this, 'Shop', {
 *   cache: {
 *     nodeType: ec2.InstanceType.of(ec2.InstanceClass.R7G, ec2.InstanceSize.LARGE),
 *     nodes: 3,
 *   },
 * });
 */
export class Cache extends Construct {
  /** @internal */
  public static _create(scope: Construct, id: string, props: CacheProps): Cache {
    return new Cache(scope, id, props);
  }

  /** The replication group: its nodes, endpoint, security group and metrics. */
  public readonly replicationGroup: ValkeyReplicationGroup;

  /** The id and name of the user of servers and functions. */
  public readonly userId: string;

  /** The log group of commands that took longer than 10 milliseconds. */
  public readonly slowLog: LogGroup;

  private readonly userArn: string;

  private constructor(scope: Construct, id: string, props: CacheProps) {
    super(scope, id);
    const { logRetention, dataRemovalPolicy, snapshotRemovalPolicy } = LIFETIMES[props.profile];
    const { network, encryptionKey } = props;

    const users = new CacheUsers(this, 'Users');
    this.userId = users.applicationUser.ref;
    this.userArn = users.applicationUser.attrArn;
    this.slowLog = new LogGroup(this, 'SlowLog', {
      encryptionKey,
      retention: logRetention,
      removalPolicy: dataRemovalPolicy,
    });
    this.replicationGroup = ValkeyReplicationGroup._create(this, 'ReplicationGroup', {
      ...props,
      vpc: network.vpc,
      vpcSubnets: network.dataSubnets,
      encryptionKey,
      userGroupId: users.group.ref,
      slowLog: this.slowLog,
      removalPolicy: snapshotRemovalPolicy,
    });
    acknowledge(
      this.replicationGroup,
      'ElastiCacheRedisClusterRedisAuth',
      'Clients sign in by IAM as a user of the group; an AUTH token would be one password for all clients.',
    );
    if (props.nodes === 1) {
      const reason = 'One node, in one zone: Profile.DEVELOPMENT, or `cache.nodes` is 1.';
      acknowledge(this.replicationGroup, 'ElastiCacheRedisClusterMultiAZ', reason);
      acknowledgePillar(this.replicationGroup, 'REL10-BP01-MultiAzEveryTier', reason);
    }
    if (hasGravitonAlternative(props.nodeType)) {
      acknowledgePillar(
        this.replicationGroup,
        'SUS05-BP02-Graviton',
        'The node type is set by `cache.nodeType`, which chose another processor on purpose.',
      );
    }
    this.acknowledgeSnapshots(props.snapshotRetention);
    addCacheAlarms(this.replicationGroup, props.monitoring);
    if (props.profile === Profile.PRODUCTION && props.nodes === 1) {
      Annotations.of(this).addWarningV2(
        'cdk-ecommerce-architecture:cache-single-node',
        'The cache has one node: while it is unavailable, every page is read from the database. Remove `cache.nodes`.',
      );
    }
  }

  /**
   * Allows a client to use the cache. It grants the permission to sign in, opens the security groups, and sets
   * CACHE_HOST, CACHE_PORT, CACHE_USER and CACHE_NAME (the id of the replication group, for which a client signs its
   * token).
   *
   * @param client a server fleet or a function
   */
  public connect(client: IClient): void {
    const { replicationGroup } = this;
    client.grantPrincipal.addToPrincipalPolicy(
      new PolicyStatement({
        actions: ['elasticache:Connect'],
        resources: [replicationGroup.replicationGroupArn, this.userArn],
      }),
    );
    // Called on the target, because on a client that allows all outbound traffic CDK would add a warning.
    replicationGroup.connections.allowFrom(client, ec2.Port.tcp(replicationGroup.port), 'To the cache');
    client.addEnvironment(VARIABLES.cache.host, replicationGroup.primaryEndpointAddress);
    client.addEnvironment(VARIABLES.cache.port, String(replicationGroup.port));
    client.addEnvironment(VARIABLES.cache.user, this.userId);
    client.addEnvironment(VARIABLES.cache.name, replicationGroup.replicationGroupId);
  }

  private acknowledgeSnapshots(kept: Duration): void {
    if (kept.isUnresolved()) return;
    if (kept.toDays() < FULL_SNAPSHOT_DAYS) {
      acknowledge(
        this.replicationGroup,
        'ElastiCacheRedisClusterAutomaticBackup',
        'The cache is refilled from the database. Fewer than 15 snapshots are kept because of Profile.DEVELOPMENT or ' +
          '`cache.snapshotRetention`.',
      );
    }
    if (kept.toDays() > FRUGAL_SNAPSHOT_DAYS) {
      acknowledgePillar(
        this.replicationGroup,
        'SUS04-BP08-NoBackupOfRecreatable',
        'The checks of NIST 800-53 and HIPAA require 15 nightly snapshots; set `cache.snapshotRetention` to keep ' +
          'fewer.',
      );
    }
  }
}
