import { Annotations } from 'aws-cdk-lib';
import type { Duration } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { watchCache } from './cache-alarms';
import type { CacheProps } from './cache-options';
import { CacheUsers } from './cache-users';
import { ValkeyReplicationGroup } from './valkey-replication-group';
import { VARIABLES } from '../contract/variables';
import { acknowledge, acknowledgePillar } from '../core/acknowledge';
import type { IClient } from '../core/i-client';
import { isAwayFromGraviton } from '../core/instance-architecture';
import { LIFETIMES } from '../core/lifetimes';
import { Profile } from '../core/profile';

/** What the checks of NIST and HIPAA ask for. */
const FULL_SNAPSHOT_DAYS = 15;

/** What the checks of sustainability ask for. */
const FRUGAL_SNAPSHOT_DAYS = 7;

/**
 * The cache of products and search results: Valkey on ElastiCache, in subnets without any way to the internet, encrypted, over TLS only.
 * It makes reading fast and holds no truth: a shop that loses it goes on, with slower pages.
 *
 * Nobody holds a password: servers and functions sign in by IAM, as a user that cannot harm the cache as a whole.
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

  /** The nodes: endpoint, security group, metrics. */
  public readonly replicationGroup: ValkeyReplicationGroup;

  /** The user as which servers and functions sign in. */
  public readonly userId: string;

  /** Commands that took longer than 10 milliseconds. */
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
      'Clients sign in by IAM as a user of the group; an AUTH token would be one password for everybody.',
    );
    if (props.nodes === 1) {
      const reason = 'One node, in one zone: Profile.DEVELOPMENT, or `cache.nodes` is 1.';
      acknowledge(this.replicationGroup, 'ElastiCacheRedisClusterMultiAZ', reason);
      acknowledgePillar(this.replicationGroup, 'REL10-BP01-MultiAzEveryTier', reason);
    }
    if (isAwayFromGraviton(props.nodeType)) {
      acknowledgePillar(
        this.replicationGroup,
        'SUS05-BP02-Graviton',
        'Chosen as `cache.nodeType`, for which an older or another processor was wanted.',
      );
    }
    this.explainSnapshots(props.snapshotRetention);
    watchCache(this.replicationGroup, props.monitoring);
    if (props.profile === Profile.PRODUCTION && props.nodes === 1) {
      Annotations.of(this).addWarningV2(
        'cdk-ecommerce-architecture:cache-single-node',
        'The cache has one node: every page is read from the database while it is away. Remove `cache.nodes`.',
      );
    }
  }

  /**
   * Lets a client use the cache: the permission to sign in, a way through the security groups, and CACHE_HOST, CACHE_PORT, CACHE_USER and
   * CACHE_NAME (the group's id, which is part of what a client signs).
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
    // From this side, because from the client's CDK warns of every client that may reach out freely.
    replicationGroup.connections.allowFrom(client, ec2.Port.tcp(replicationGroup.port), 'To the cache');
    client.addEnvironment(VARIABLES.cache.host, replicationGroup.primaryEndpointAddress);
    client.addEnvironment(VARIABLES.cache.port, String(replicationGroup.port));
    client.addEnvironment(VARIABLES.cache.user, this.userId);
    client.addEnvironment(VARIABLES.cache.name, replicationGroup.replicationGroupId);
  }

  private explainSnapshots(kept: Duration): void {
    if (kept.isUnresolved()) return;
    if (kept.toDays() < FULL_SNAPSHOT_DAYS) {
      acknowledge(
        this.replicationGroup,
        'ElastiCacheRedisClusterAutomaticBackup',
        'A cache is refilled from the database: fewer snapshots than 15 are Profile.DEVELOPMENT, or `cache.snapshotRetention`.',
      );
    }
    if (kept.toDays() > FRUGAL_SNAPSHOT_DAYS) {
      acknowledgePillar(
        this.replicationGroup,
        'SUS04-BP08-NoBackupOfRecreatable',
        'Fifteen nightly snapshots are what the checks of NIST 800-53 and HIPAA ask for; `cache.snapshotRetention` keeps fewer.',
      );
    }
  }
}
