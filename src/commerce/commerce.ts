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
import { addCommerceAlarms, addFunctionWidget } from './commerce-alarms';
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
import { SharedPolicies } from './shared-policies';
import { FUNCTIONS } from '../contract/functions';
import { PATHS } from '../contract/paths';
import { VARIABLES } from '../contract/variables';
import type { IClient } from '../core/i-client';

const HTTPS = 443;
const ADDED_TIMEOUT = Duration.seconds(30);
const SUBSCRIPTION_IDS = { orders: 'Orders', stock: 'Stock', offers: 'Offers' };

/**
 * The business functions and their queues. They process orders, verify payments, handle shipments, send mails, answer
 * the store API, run scheduled tasks and migrate the database. Your code can replace each of them with the same
 * connections, and further functions can be added.
 *
 * The functions run in the application subnets. Security groups allow them to reach the database proxy, the cache,
 * and HTTPS endpoints such as those of AWS services. The migrations function has a separate security group, which alone
 * may reach the database directly. A queue starts at most `maxConcurrency` calls at once, so a peak of orders waits in
 * the queue instead of overloading the database.
 *
 * @example
 * declare const shop: EcommerceArchitecture;
 *
 * shop.commerce.addFunction('LoyaltyPoints', {
 *   function: BusinessFunction.code(lambda.Code.fromAsset('functions/loyalty'), {
 *     handler: 'index.handler',
 *     runtime: lambda.Runtime.NODEJS_24_X,
 *   }),
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

  /** Processes the messages of the order queue: reserves stock, stores and confirms the order. */
  public readonly orderProcessing: CommerceFunction;

  /** Answers the payment provider's events. */
  public readonly paymentVerification: CommerceFunction;

  /** Handles paid orders and dispatched parcels. */
  public readonly shippingNotification: CommerceFunction;

  /** Mails customers and the operator; undefined with Oracle, unless code is given. */
  public readonly customerNotification?: CommerceFunction;

  /** Answers the store API on `/api/`; undefined with Oracle, unless code is given. */
  public readonly storeApi?: CommerceFunction;

  /** Runs the scheduled tasks every minute; undefined with Oracle, unless code is given. */
  public readonly scheduledTasks?: CommerceFunction;

  /** Migrates the database's schema; undefined with Oracle, unless code is given. */
  public readonly migrations?: CommerceFunction;

  /** The queue of accepted orders. An order is accepted as soon as its message is in this queue. */
  public readonly orderQueue: Queue;

  /** The queue of requests to migrate the schema; undefined when there is no migrations function. */
  public readonly migrationQueue?: Queue;

  /** The secret with which payment events are signed. */
  public readonly paymentSecret: ISecret;

  /** The secret with which the access tokens of open orders are encrypted, for the links in their mails. */
  public readonly orderAccessSecret: ISecret;

  /**
   * The paths that the load balancer routes to functions.
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
        'Payments are simulated: a button replaces the payment provider, no money is charged, and orders are tests. ' +
          'Set `commerce.payment` to Payment.signed() before the shop opens.',
      );
    }
    // Imported, so that functions do not depend on the routes of every zone, which they do not need for their creation.
    this.subnets = props.network.vpc
      .selectSubnets(props.network.applicationSubnets)
      .subnets.map(({ subnetId, availabilityZone, routeTable: { routeTableId } }, index) =>
        Subnet.fromSubnetAttributes(this, `Subnet${index}`, { subnetId, availabilityZone, routeTableId }),
      );
    this.vpcAccess = createVpcAccess(this, 'VpcAccess');
    const policies = new SharedPolicies(this, 'Access');
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
    this.services = new ServiceConnections({ ...props, orderQueue, migrationQueue }, policies);

    this.paymentSecret = props.paymentSecret ?? createPaymentSecret(this, 'PaymentSecret');
    connectSecret(this.paymentSecret, this.paymentVerification, VARIABLES.payment.secretArn);
    this.orderAccessSecret = props.orderAccessSecret ?? createOrderAccessSecret(this, 'OrderAccessSecret');
    for (const name of SAMPLE_NAMES) {
      const made = this[name];
      const { uses, usesPayment, readsAccessTokens } = FUNCTION_PLANS[name];
      if (!made) continue;
      this.services.connect(made, uses);
      if (usesPayment) addVariables(made, this._payment._environment);
      if (readsAccessTokens) connectSecret(this.orderAccessSecret, made, VARIABLES.orderAccess.secretArn);
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
    addCommerceAlarms(this, props.monitoring);
  }

  /**
   * Adds a business function with role, log group, alarms, network and the services that it uses. To let it answer
   * requests, pass its `function` to `web.addFunctionRoute()`.
   *
   * @param id the construct id in PascalCase, with which the ids of its alarms begin
   * @param options code, event source and services
   * @throws an error when the code is a sample, or when both a topic and a queue are given
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
    addFunctionWidget(added, this.props.monitoring);
    return added;
  }

  /**
   * Allows servers to place orders and to request migrations. It grants the permission to send to the two queues and
   * sets their URLs (`ORDER_QUEUE_URL`, `MIGRATION_QUEUE_URL`), the payment provider (`PAYMENT_PROVIDER`,
   * `PAYMENT_PAGE_URL`), with a domain the shop's URL (`SHOP_URL`), and the rules for orders that differ from the
   * defaults. The servers reach SQS through NAT or an interface endpoint, so no security group is opened.
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

  /** Creates an optional function; returns undefined with Oracle, unless code is given. */
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
    if (plan.receivesMailEvents && this.props.mail.eventTopic) {
      made._work?.subscribe('MailEvents', this.props.mail.eventTopic);
    }
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
  if (!made.queue) throw new Error(`${made.node.id} must have a queue, got none`);
  return made.queue;
}
