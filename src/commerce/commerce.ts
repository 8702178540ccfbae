import { Annotations, Duration } from 'aws-cdk-lib';
import { Peer, Port, SecurityGroup, Subnet } from 'aws-cdk-lib/aws-ec2';
import type { ISubnet } from 'aws-cdk-lib/aws-ec2';
import type { IManagedPolicy } from 'aws-cdk-lib/aws-iam';
import type { ISecret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { validateAddFunction } from './add-function-options';
import type { AddFunctionOptions } from './add-function-options';
import { BusinessFunction } from './business-function';
import { watchAdded, watchCommerce } from './commerce-alarms';
import { CommerceFunction } from './commerce-function';
import { CommerceService } from './commerce-service';
import type { CommerceProps } from './commerce-settings';
import type { RenderedFunction } from './function-parts';
import { FUNCTION_PLANS, SAMPLE_NAMES } from './function-plans';
import type { FunctionPlan, SampleName } from './function-plans';
import { createVpcAccess } from './function-role';
import { metricNamespace } from './metric-namespace';
import type { Payment } from './payment';
import type { PlannedRoute } from './planned-route';
import { connectSecret, createOrderAccessSecret, createPaymentSecret } from './secrets';
import { addVariables, ServiceConnections } from './service-connections';
import { SharedAccess } from './shared-access';
import { FUNCTIONS } from '../contract/functions';
import { PATHS } from '../contract/paths';
import { VARIABLES } from '../contract/variables';
import type { IClient } from '../core/i-client';

const HTTPS = 443;
const ADDED_TIMEOUT = Duration.seconds(30);
const SUBSCRIPTION_IDS = { orders: 'Orders', stock: 'Stock', offers: 'Offers' };

/**
 * The shop's business functions and their queues: they take orders, verify payments, act on shipments, write to customers, answer the store API, do what
 * the clock asks for and bring the database up to date. Each can be replaced by code of your own, which is wired the same way, and more can be added.
 *
 * They run in the application subnets and reach AWS's services over HTTPS through the network's way out, database and cache by security groups,
 * and nothing else. Two security groups: one that they share, and one of the migrations function, which alone may reach the database beside its proxy.
 * Queues hand over at most `maxConcurrency` calls at once, so a rush of orders waits in the queue instead of overrunning the database.
 *
 * @example
 * declare const shop: EcommerceArchitecture;
 *
 * shop.commerce.addFunction('LoyaltyPoints', {
 *   function: BusinessFunction.code(lambda.Code.fromAsset('functions/loyalty'), { handler: 'index.handler', runtime: lambda.Runtime.NODEJS_24_X }),
 *   topic: shop.messaging.orderTopic,
 *   kinds: ['order.shipped'],
 *   uses: [CommerceService.DATABASE, CommerceService.MAIL],
 * });
 */
export class Commerce extends Construct {
  /** @internal */
  public static _create(scope: Construct, id: string, props: CommerceProps): Commerce {
    return new Commerce(scope, id, props);
  }

  /** Makes orders of the messages on the order queue. */
  public readonly orderProcessing: CommerceFunction;

  /** Answers the payment provider's events. */
  public readonly paymentVerification: CommerceFunction;

  /** Acts on paid orders and dispatched parcels. */
  public readonly shippingNotification: CommerceFunction;

  /** Writes to customers and the operator; undefined with Oracle, unless code is given. */
  public readonly customerNotification?: CommerceFunction;

  /** Answers `/api/`; undefined with Oracle, unless code is given. */
  public readonly storeApi?: CommerceFunction;

  /** Does what the clock asks for, every minute; undefined with Oracle, unless code is given. */
  public readonly scheduledTasks?: CommerceFunction;

  /** Brings the schema up to date; undefined with Oracle, unless code is given. */
  public readonly migrations?: CommerceFunction;

  /** Accepted orders wait here: what it has taken is an order. */
  public readonly orderQueue: Queue;

  /** Requests to bring the schema up to date; undefined when there is no migrations function. */
  public readonly migrationQueue?: Queue;

  /** The secret that payment events are signed with. */
  public readonly paymentSecret: ISecret;

  /** The secret that encrypts the access tokens of open orders, for the links in their mails. */
  public readonly orderAccessSecret: ISecret;

  /**
   * The paths that the load balancer hands to functions.
   * @internal
   */
  public readonly _routes: PlannedRoute[];

  /** @internal */
  public readonly _payment: Payment;

  private readonly props: CommerceProps;

  private readonly securityGroup: SecurityGroup;

  private readonly subnets: ISubnet[];

  private readonly vpcAccess: IManagedPolicy;

  private readonly services: ServiceConnections;

  private constructor(scope: Construct, id: string, props: CommerceProps) {
    super(scope, id);
    this.props = props;
    this._payment = props.payment;
    if (this._payment._isDemo) {
      Annotations.of(this).addWarningV2(
        'cdk-ecommerce-architecture:demo-payments',
        "Nobody takes the customers' money: a button stands for a payment, and orders are tests. Set `commerce.payment` to Payment.signed() before the shop opens.",
      );
    }
    // By their ids: a function needs no route to be made, and waiting for each zone's would make the template longer and deeper.
    this.subnets = props.network.vpc
      .selectSubnets(props.network.applicationSubnets)
      .subnets.map(({ subnetId, availabilityZone, routeTable: { routeTableId } }, index) =>
        Subnet.fromSubnetAttributes(this, `Subnet${index}`, { subnetId, availabilityZone, routeTableId }),
      );
    this.vpcAccess = createVpcAccess(this, 'VpcAccess');
    const access = new SharedAccess(this, 'Access');
    this.securityGroup = this.createSecurityGroup('SecurityGroup', 'Business functions');
    this.orderProcessing = this.createSample('orderProcessing');
    this.paymentVerification = this.createSample('paymentVerification');
    this.shippingNotification = this.createSample('shippingNotification');
    this.customerNotification = this.createOptional('customerNotification');
    this.storeApi = this.createOptional('storeApi');
    this.scheduledTasks = this.createOptional('scheduledTasks');
    this.migrations = props.functions.migrations && this.createMigrations();
    this.orderQueue = queueOf(this.orderProcessing);
    this.migrationQueue = this.migrations && queueOf(this.migrations);
    const { orderQueue, migrationQueue } = this;
    this.services = new ServiceConnections({ ...props, orderQueue, migrationQueue }, access);

    this.paymentSecret = props.paymentSecret ?? createPaymentSecret(this, 'PaymentSecret');
    connectSecret(this.paymentSecret, this.paymentVerification, VARIABLES.payment.secretArn);
    this.orderAccessSecret = props.orderAccessSecret ?? createOrderAccessSecret(this, 'OrderAccessSecret');
    for (const name of SAMPLE_NAMES) {
      const made = this[name];
      const { uses, knowsPayment, opensOrders } = FUNCTION_PLANS[name];
      if (!made) continue;
      this.services.connect(made, uses);
      if (knowsPayment) addVariables(made, this._payment._environment);
      if (opensOrders) connectSecret(this.orderAccessSecret, made, VARIABLES.orderAccess.secretArn);
      if (made !== this.migrations) {
        addVariables(made, {
          ...this.address,
          ...props.orderRules,
          [VARIABLES.shop.metricsNamespace]: metricNamespace(this),
        });
      }
    }
    this._routes = [
      {
        id: FUNCTIONS.paymentVerification.id,
        path: `${PATHS.paymentWebhooks}*`,
        priority: 10,
        function: this.paymentVerification.function,
      },
      ...(this.storeApi
        ? [{ id: FUNCTIONS.storeApi.id, path: `${PATHS.storeApi}*`, priority: 20, function: this.storeApi.function }]
        : []),
    ];
    watchCommerce(this, props.monitoring);
  }

  /**
   * One more business function, wired as the others are: role, log, alarms, network, and the services it uses.
   * To let it answer requests pass its `function` to `web.addFunctionRoute()`.
   *
   * @param id its construct id in PascalCase, which also names its alarms
   * @param options what it runs, what feeds it and what it uses
   * @throws an error when it brings no code, or is fed by a topic and a queue
   */
  public addFunction(id: string, options: AddFunctionOptions): CommerceFunction {
    validateAddFunction(id, options);
    const queue = {
      batchSize: options.batchSize ?? 10,
      batchingWindow: Duration.seconds(0),
      maxReceiveCount: 5,
      givenUp: `A message to ${id} was given up.`,
    };
    const plan: FunctionPlan = {
      id,
      timeout: ADDED_TIMEOUT,
      failing: `Calls of ${id} fail.`,
      uses: options.uses ?? [],
      queue: options.topic && queue,
    };
    const added = this.createFunction(
      plan,
      options.function._render(id, this.props.database.engineFamily),
      this.securityGroup,
    );
    if (options.topic) added._work?.subscribe('Topic', options.topic, options.kinds);
    if (options.queue) added._consume(options.queue, queue.batchSize, queue.batchingWindow);
    this.services.connect(added, plan.uses);
    addVariables(added, this.address);
    watchAdded(added, this.props.monitoring);
    return added;
  }

  /**
   * Lets the servers place orders and ask for migrations: permission to send to the two queues, and their addresses
   * (`ORDER_QUEUE_URL`, `MIGRATION_QUEUE_URL`). They are told who takes the money (`PAYMENT_PROVIDER`,
   * `PAYMENT_PAGE_URL`) and, with a domain, the shop's own address (`SHOP_URL`), and the rules about orders that differ
   * from the defaults. The queues are reached through the network's way out, so no security group is opened.
   *
   * @param client the server fleet, or another client that places orders
   */
  public connectServers(client: IClient): void {
    this.services.connect(client, [CommerceService.ORDER_QUEUE, CommerceService.MIGRATIONS]);
    addVariables(client, { ...this._payment._environment, ...this.address, ...this.props.orderRules });
  }

  private get address(): { [name: string]: string } {
    return this.props.shopUrl === undefined ? {} : { [VARIABLES.shop.url]: this.props.shopUrl };
  }

  /** Undefined with Oracle, unless code was brought along. */
  private createOptional(name: SampleName): CommerceFunction | undefined {
    return this.props.functions[name] && this.createSample(name);
  }

  private createSample(name: SampleName, securityGroup: SecurityGroup = this.securityGroup): CommerceFunction {
    const plan = FUNCTION_PLANS[name];
    const business = this.props.functions[name] ?? BusinessFunction.sample();
    const made = this.createFunction(
      plan,
      business._render(plan.bundle, this.props.database.engineFamily),
      securityGroup,
    );
    const { orderTopic, stockTopic, offerTopic } = this.props.messaging;
    const topics = { orders: orderTopic, stock: stockTopic, offers: offerTopic };
    for (const { topic, kinds } of plan.topics ?? []) {
      made._work?.subscribe(SUBSCRIPTION_IDS[topic], topics[topic], kinds);
    }
    if (plan.hearsOfMail && this.props.mail.eventTopic) made._work?.subscribe('MailEvents', this.props.mail.eventTopic);
    return made;
  }

  private createMigrations(): CommerceFunction {
    const migrations = this.createSample(
      'migrations',
      this.createSecurityGroup('OwnerSecurityGroup', 'Migrations: the only function at the database itself'),
    );
    this.props.database.connectAsOwner(migrations);
    migrations.addEnvironment(VARIABLES.shop.demoCatalogue, String(this.props.demoCatalogue));
    return migrations;
  }

  private createFunction(
    plan: FunctionPlan,
    rendered: RenderedFunction,
    securityGroup: SecurityGroup,
  ): CommerceFunction {
    const { profile, network, encryptionKey, monitoring, environment, maxConcurrency } = this.props;
    return CommerceFunction._create(this, plan.id, {
      plan,
      rendered,
      securityGroup,
      environment,
      maxConcurrency,
      profile,
      network,
      encryptionKey,
      monitoring,
      subnets: this.subnets,
      vpcAccess: this.vpcAccess,
    });
  }

  private createSecurityGroup(id: string, description: string): SecurityGroup {
    const group = new SecurityGroup(this, id, { vpc: this.props.network.vpc, description, allowAllOutbound: false });
    group.addEgressRule(Peer.anyIpv4(), Port.tcp(HTTPS), 'AWS services');
    return group;
  }
}

function queueOf(made: CommerceFunction): Queue {
  if (!made.queue) throw new Error(`${made.node.id} has no queue`);
  return made.queue;
}
