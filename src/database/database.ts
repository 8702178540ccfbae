import { Aws, Fn, Stack } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import * as rds from 'aws-cdk-lib/aws-rds';
import type { ISecret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import { addDatabaseAlarms } from './database-alarms';
import { createInstance, OWNER } from './database-instance';
import { createProxy } from './database-proxy';
import type { DatabaseProps, DatabaseSettings } from './database-settings';
import { warnOfWeakenings } from './database-warnings';
import { VARIABLES } from '../contract/variables';
import { arnHere } from '../core/arn';
import type { IClient } from '../core/i-client';

const APPLICATION_USER = 'shop';
/** The position of a proxy's id in its ARN; the permission to sign in refers to that id. */
const PROXY_ID = 6;

/**
 * The relational database for products, stock, customers, orders and payments.
 *
 * It is a primary with a standby in another Availability Zone, behind a proxy that pools connections. It is in subnets
 * without a route to the internet, encrypted, and backed up with point-in-time recovery.
 *
 * Servers and functions use no password: they sign in to the proxy by IAM, and the proxy signs in to the database by
 * IAM. Only the migrations read the owner's password, which RDS stores in Secrets Manager and rotates.
 *
 * @example
 * new EcommerceArchitecture(this, 'Shop', {
 *   database: {
 *     engine: DatabaseEngine.postgres({ version: '17' }),
 *     instanceType: ec2.InstanceType.of(ec2.InstanceClass.M7G, ec2.InstanceSize.XLARGE),
 *     backupRetention: Duration.days(35),
 *   },
 * });
 */
export class Database extends Construct {
  /** @internal */
  public static _create(scope: Construct, id: string, props: DatabaseProps): Database {
    return new Database(scope, id, props);
  }

  /** The database instance: the primary, and with `database.multiAz` its standby. */
  public readonly instance: rds.IDatabaseInstance;

  /** The instance's security group, which allows connections from the proxy and the migrations only. */
  public readonly instanceSecurityGroup: ec2.ISecurityGroup;

  /** The proxy to which servers and functions connect; undefined for Oracle and when `database.proxy` is false. */
  public readonly proxy?: rds.DatabaseProxy;

  /** The parameter group: TLS, logging and other settings of the engine. */
  public readonly parameterGroup: rds.ParameterGroup;

  /**
   * The secret with the owner's user name and password. RDS rotates it, except when the database was restored from a
   * snapshot.
   */
  public readonly masterSecret: ISecret;

  /** The database user of servers and functions, which the migrations create. With Oracle it is the owner. */
  public readonly applicationUser: string;

  /** The engine's family: `postgres`, `mysql`, `mariadb` or `oracle`. */
  public readonly engineFamily: string;

  private readonly settings: DatabaseSettings;

  private readonly encryptionKey: IKey;

  private constructor(scope: Construct, id: string, props: DatabaseProps) {
    super(scope, id);
    this.settings = props;
    this.encryptionKey = props.encryptionKey;
    const { spec } = props;
    this.engineFamily = spec.family;
    this.applicationUser = spec.iamSignIn ? APPLICATION_USER : OWNER;

    const securityGroup = new ec2.SecurityGroup(this, 'SecurityGroup', {
      vpc: props.network.vpc,
      description: 'Database: from its proxy and the migrations',
      allowAllOutbound: false,
    });
    this.instanceSecurityGroup = securityGroup;
    const { instance, ownerSecret, parameterGroup } = createInstance(this, securityGroup, props);
    this.instance = instance;
    this.masterSecret = ownerSecret;
    this.parameterGroup = parameterGroup;
    if (props.proxy) {
      this.proxy = createProxy(this, { instance, securityGroup, spec, applicationUser: this.applicationUser }, props);
    }
    this.subscribeToEvents(props);
    addDatabaseAlarms(instance, props, props.monitoring);
    warnOfWeakenings(this, props);
  }

  /**
   * Allows a client to use the database as the application's user. It grants the permission to sign in, opens the
   * security groups, and sets DATABASE_ENGINE, DATABASE_HOST, DATABASE_PORT, DATABASE_NAME, DATABASE_USER and
   * DATABASE_SIGN_IN.
   *
   * The client can reach the proxy only, or the instance when there is no proxy. With Oracle it is connected as by
   * `connectAsOwner()`, because Oracle has no IAM sign-in.
   *
   * @param client a server fleet or a function
   */
  public connect(client: IClient): void {
    const { spec } = this.settings;
    if (!spec.iamSignIn) {
      this.connectAsOwner(client);
      return;
    }
    if (this.proxy && spec.proxyPort !== undefined) {
      // The L2's `grantConnect` in a shorter form, because six principals have the statement.
      client.grantPrincipal.addToPrincipalPolicy(
        new PolicyStatement({
          actions: ['rds-db:connect'],
          resources: [
            arnHere('rds-db', `dbuser:\${Proxy}/${this.applicationUser}`, {
              Proxy: Fn.select(PROXY_ID, Fn.split(':', this.proxy.dbProxyArn)),
            }),
          ],
        }),
      );
      this.open(client, this.proxy, this.proxy.endpoint, spec.proxyPort, 'the database proxy');
    } else {
      this.instance.grantConnect(client, this.applicationUser);
      this.openInstance(client);
    }
    client.addEnvironment(VARIABLES.database.user, this.applicationUser);
    client.addEnvironment(VARIABLES.database.signIn, 'iam');
  }

  /**
   * Allows a client to use the database as the owner of all tables, which is meant for the migrations only. It grants
   * read access to the owner's secret (DATABASE_SECRET_ARN) and opens the instance's security group. The client
   * bypasses the proxy, because migrations hold session locks, which connection pooling would lose.
   *
   * @param client the function that runs the migrations
   */
  public connectAsOwner(client: IClient): void {
    client.grantPrincipal.addToPrincipalPolicy(
      new PolicyStatement({
        actions: ['secretsmanager:GetSecretValue'],
        resources: [this.masterSecret.secretArn],
      }),
    );
    client.grantPrincipal.addToPrincipalPolicy(
      new PolicyStatement({
        actions: ['kms:Decrypt'],
        resources: [this.encryptionKey.keyArn],
        conditions: { StringEquals: { 'kms:ViaService': `secretsmanager.${Stack.of(this).region}.${Aws.URL_SUFFIX}` } },
      }),
    );
    this.openInstance(client);
    client.addEnvironment(VARIABLES.database.secretArn, this.masterSecret.secretArn);
    if (this.settings.spec.iamSignIn) client.addEnvironment(VARIABLES.database.user, this.applicationUser);
  }

  private openInstance(client: IClient): void {
    this.open(
      client,
      this.instanceSecurityGroup,
      this.instance.dbInstanceEndpointAddress,
      this.settings.spec.tlsPort,
      'the database',
    );
  }

  private open(client: IClient, target: ec2.IConnectable, host: string, port: number, name: string): void {
    // Called on the target, because on a client that allows all outbound traffic CDK would add a warning.
    target.connections.allowFrom(client, ec2.Port.tcp(port), `To ${name}`);
    client.addEnvironment(VARIABLES.database.engine, this.engineFamily);
    client.addEnvironment(VARIABLES.database.host, host);
    client.addEnvironment(VARIABLES.database.port, String(port));
    client.addEnvironment(VARIABLES.database.name, this.settings.databaseName);
  }

  /** Sends RDS's events on failures, failovers and changes to the alarm topic. */
  private subscribeToEvents(props: DatabaseProps): void {
    const topic = props.monitoring.alarmTopic;
    const { parameterGroupName } = this.parameterGroup.bindToInstance({});
    const subscriptions = [
      new rds.CfnEventSubscription(this, 'InstanceEvents', {
        snsTopicArn: topic.topicArn,
        sourceType: 'db-instance',
        sourceIds: [this.instance.instanceIdentifier],
        eventCategories: ['configuration change', 'failover', 'failure', 'low storage', 'maintenance'],
      }),
      new rds.CfnEventSubscription(this, 'ParameterEvents', {
        snsTopicArn: topic.topicArn,
        sourceType: 'db-parameter-group',
        sourceIds: [parameterGroupName],
        eventCategories: ['configuration change'],
      }),
    ];
    // RDS publishes to the topic immediately, so the topic's policy must exist before.
    subscriptions.forEach((subscription) => subscription.node.addDependency(topic));
  }
}
