import { Aws, Fn, Stack } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import * as rds from 'aws-cdk-lib/aws-rds';
import type { ISecret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import { watchDatabase } from './database-alarms';
import { createInstance, OWNER } from './database-instance';
import { createProxy } from './database-proxy';
import type { DatabaseProps, DatabaseSettings } from './database-settings';
import { warnOfWeakenings } from './database-warnings';
import { VARIABLES } from '../contract/variables';
import { arnHere } from '../core/arn';
import type { IClient } from '../core/i-client';

const APPLICATION_USER = 'shop';
/** Where a proxy's ARN holds its id, which is what a permission to sign in names. */
const PROXY_ID = 6;

/**
 * The relational database: customers, orders, payments, stock, items for sale. A primary with a standby in another zone, in subnets without any
 * way to the internet, encrypted, backed up, and behind a proxy that pools connections.
 *
 * Nobody holds a password: servers and functions sign in to the proxy by IAM, and the proxy to the database. Only the migrations read the
 * owner's password, which RDS keeps in Secrets Manager and rotates.
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

  /** The instance: a primary, and its standby when there is one. */
  public readonly instance: rds.IDatabaseInstance;

  /** The security group of the instance: only the proxy and the migrations get through. */
  public readonly instanceSecurityGroup: ec2.ISecurityGroup;

  /** The proxy, to which servers and functions sign in; undefined for Oracle and when `database.proxy` is false. */
  public readonly proxy?: rds.DatabaseProxy;

  /** TLS, logging and other settings of the engine. */
  public readonly parameterGroup: rds.ParameterGroup;

  /** The owner's user name and password, kept and rotated by RDS. */
  public readonly masterSecret: ISecret;

  /** The user as which servers and functions sign in; the migrations create it. With Oracle it is the owner. */
  public readonly applicationUser: string;

  /** Which engine: `postgres`, `mysql`, `mariadb` or `oracle`. */
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
    this.tellOfEvents(props);
    watchDatabase(instance, props, props.monitoring);
    warnOfWeakenings(this, props);
  }

  /**
   * Lets a client work with the database: the permission to sign in as the application's user, a way through the security groups, and
   * DATABASE_ENGINE, DATABASE_HOST, DATABASE_PORT, DATABASE_NAME, DATABASE_USER and DATABASE_SIGN_IN. It reaches the proxy and nothing else;
   * without a proxy the instance. With Oracle it gets what `connectAsOwner` gives, because there is no other way to sign in.
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
      // As the L2's `grantConnect`, in the shorter form: six principals carry it.
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
   * Lets a client work with the database as the owner of all tables: only the migrations may. It reads the owner's secret (DATABASE_SECRET_ARN)
   * and reaches the instance itself, because migrations hold locks that a proxy's pool would lose.
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
    // From this side, because from the client's CDK warns of every client that may reach out freely.
    target.connections.allowFrom(client, ec2.Port.tcp(port), `To ${name}`);
    client.addEnvironment(VARIABLES.database.engine, this.engineFamily);
    client.addEnvironment(VARIABLES.database.host, host);
    client.addEnvironment(VARIABLES.database.port, String(port));
    client.addEnvironment(VARIABLES.database.name, this.settings.databaseName);
  }

  /** Failures, failovers and changes are told where alarms are told. */
  private tellOfEvents(props: DatabaseProps): void {
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
    // RDS tries the topic at once, so its policy must be there.
    subscriptions.forEach((subscription) => subscription.node.addDependency(topic));
  }
}
