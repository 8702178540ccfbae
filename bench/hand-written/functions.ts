import { join } from 'path';
import { Duration } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { CfnSubscription } from 'aws-cdk-lib/aws-sns';
import type { Topic } from 'aws-cdk-lib/aws-sns';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { createLogGroup } from './foundation';
import type { Foundation } from './foundation';
import type { Functions, ShopFunction, WorkQueue } from './function-types';
import { createSecurityGroup } from './network';
import { allow, applicationEnvironment, permissions } from './permissions';
import type { Services } from './permissions';

interface FunctionInput {
  readonly bundle: string;
  readonly timeout: Duration;
  readonly securityGroup: ec2.SecurityGroup;
  readonly managedPolicies: iam.IManagedPolicy[];
  readonly statements: iam.PolicyStatement[];
  readonly environment: Record<string, string>;
  /** True when a schedule calls it; a call that fails within its minute is dropped. */
  readonly scheduled?: boolean;
}

const CODE = join(process.cwd(), 'assets', 'functions', 'postgres');

/** Creates queues and functions with their permissions. */
export function createFunctions(foundation: Foundation, vpc: ec2.Vpc, services: Services): Functions {
  const { stack } = foundation;
  const { database, cache, topics } = services;
  const seconds = (amount: number) => Duration.seconds(amount);
  const orders = createQueue(foundation, 'Order', seconds(180), 10);
  const shipments = createQueue(foundation, 'Shipment', seconds(185), 5);
  const mails = createQueue(foundation, 'Mail', seconds(185), 5);
  const work = createQueue(foundation, 'Migration', seconds(1800), 3);
  const paymentSecret = new Secret(stack, 'PaymentSecret', {
    description:
      'Signs payment events; enter the same text at the payment provider. To change it, store ' +
      '{"active":["new","old"]} first.',
    generateSecretString: { passwordLength: 48, excludePunctuation: true },
  });
  const orderAccessSecret = new Secret(stack, 'OrderAccessSecret', {
    description:
      'Encrypts the access tokens of open orders for the links in their mails. To change it, store ' +
      '{"active":["new","old"]}.',
    generateSecretString: { passwordLength: 48, excludePunctuation: true },
  });
  const openOrders = allow(['secretsmanager:GetSecretValue'], orderAccessSecret.secretArn);
  const securityGroup = createOutgoing(foundation, vpc, 'FunctionSecurityGroup', 'Business functions');
  const ownerSecurityGroup = createOutgoing(
    foundation,
    vpc,
    'OwnerSecurityGroup',
    'Migrations: the only function at the database itself',
  );
  const may = permissions(foundation, services);
  const vpcAccess = createVpcAccess(foundation);
  const databaseAccess = new iam.ManagedPolicy(stack, 'DatabaseAccess', { statements: [may.signIn] });
  const topicAccess = new iam.ManagedPolicy(stack, 'TopicAccess', { statements: may.publish });
  const storing = { securityGroup, managedPolicies: [vpcAccess, databaseAccess] };
  const publishing = { securityGroup, managedPolicies: [vpcAccess, databaseAccess, topicAccess] };
  const { databaseEnvironment, topicEnvironment, cacheEnvironment } = applicationEnvironment(services);
  const askForMigrations = allow(['sqs:SendMessage'], work.queue.queueArn);
  const MIGRATION_QUEUE_URL = work.queue.queueUrl;
  const notifying = { ...databaseEnvironment, ...topicEnvironment, MIGRATION_QUEUE_URL };
  const created = {
    orderProcessing: createFunction(foundation, vpc, 'OrderProcessing', {
      bundle: 'order-processing',
      timeout: seconds(30),
      ...publishing,
      statements: [may.consume(orders.queue), askForMigrations, openOrders],
      environment: { ...notifying, PAYMENT_PROVIDER: 'demo', ORDER_ACCESS_SECRET_ARN: orderAccessSecret.secretArn },
    }),
    paymentVerification: createFunction(foundation, vpc, 'PaymentVerification', {
      bundle: 'payment-verification',
      timeout: seconds(20),
      ...publishing,
      statements: [allow(['secretsmanager:GetSecretValue'], paymentSecret.secretArn), askForMigrations],
      environment: { PAYMENT_SECRET_ARN: paymentSecret.secretArn, PAYMENT_PROVIDER: 'demo', ...notifying },
    }),
    shippingNotification: createFunction(foundation, vpc, 'ShippingNotification', {
      bundle: 'shipping-notification',
      timeout: seconds(30),
      ...publishing,
      statements: [may.consume(shipments.queue), askForMigrations, openOrders],
      environment: { ...notifying, ORDER_ACCESS_SECRET_ARN: orderAccessSecret.secretArn },
    }),
    customerNotification: createFunction(foundation, vpc, 'CustomerNotification', {
      bundle: 'customer-notification',
      timeout: seconds(30),
      ...storing,
      statements: [may.consume(mails.queue), askForMigrations, openOrders],
      environment: {
        ...databaseEnvironment,
        MIGRATION_QUEUE_URL,
        ORDER_ACCESS_SECRET_ARN: orderAccessSecret.secretArn,
      },
    }),
    storeApi: createFunction(foundation, vpc, 'StoreApi', {
      bundle: 'store-api',
      timeout: seconds(15),
      ...storing,
      statements: [may.useCache, allow(['sqs:SendMessage'], orders.queue.queueArn, work.queue.queueArn)],
      environment: {
        ...databaseEnvironment,
        ...cacheEnvironment,
        ORDER_QUEUE_URL: orders.queue.queueUrl,
        MIGRATION_QUEUE_URL,
      },
    }),
    scheduledTasks: createFunction(foundation, vpc, 'ScheduledTasks', {
      bundle: 'scheduled-tasks',
      timeout: seconds(50),
      ...publishing,
      statements: [may.useCache, askForMigrations, openOrders],
      environment: { ...notifying, ...cacheEnvironment, ORDER_ACCESS_SECRET_ARN: orderAccessSecret.secretArn },
      scheduled: true,
    }),
    migrations: createFunction(foundation, vpc, 'Migrations', {
      bundle: 'migrations',
      timeout: Duration.minutes(5),
      securityGroup: ownerSecurityGroup,
      managedPolicies: [vpcAccess],
      statements: [may.consume(work.queue), ...may.own],
      environment: {
        DATABASE_ENGINE: 'postgres',
        DATABASE_HOST: database.instance.dbInstanceEndpointAddress,
        DATABASE_PORT: '5433',
        DATABASE_NAME: 'shop',
        DATABASE_USER: 'shop',
        DATABASE_SECRET_ARN: database.instance.secret?.secretArn ?? '',
        DEMO_CATALOGUE: 'true',
      },
    }),
  };
  database.proxy.connections.allowFrom(securityGroup, ec2.Port.tcp(5432), 'To the database proxy');
  database.instance.connections.allowFrom(ownerSecurityGroup, ec2.Port.tcp(5433), 'To the database');
  cache.connections.allowDefaultPortFrom(securityGroup, 'To the cache');

  new Rule(stack, 'EveryMinute', {
    schedule: Schedule.rate(Duration.minutes(1)),
    targets: [new LambdaFunction(created.scheduledTasks.fn, { maxEventAge: seconds(60), retryAttempts: 0 })],
  });
  consume(created.orderProcessing, orders, 10, 10);
  consume(created.shippingNotification, shipments, 10, 10, seconds(5));
  consume(created.customerNotification, mails, 10, 10, seconds(5));
  consume(created.migrations, work, 1, 2);
  subscribe(shipments, [topics.orders, ['order.paid', 'shipment.dispatched']]);
  subscribe(mails, [topics.orders, ['order.paid', 'order.refund_due']], [topics.stock], [topics.offers]);

  return { ...created, orders, shipments, mails, work, paymentSecret, securityGroup };
}

function createFunction(foundation: Foundation, vpc: ec2.Vpc, id: string, input: FunctionInput): ShopFunction {
  const { stack } = foundation;
  const logGroup = createLogGroup(foundation, `${id}Logs`);
  const role = new iam.Role(stack, `${id}Role`, {
    assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com'),
    inlinePolicies: {
      Permissions: new iam.PolicyDocument({
        statements: [allow(['logs:CreateLogStream', 'logs:PutLogEvents'], logGroup.logGroupArn), ...input.statements],
      }),
    },
    managedPolicies: input.managedPolicies,
  });
  const fn = new lambda.Function(stack, id, {
    code: lambda.Code.fromAsset(join(CODE, input.bundle)),
    handler: 'index.handler',
    runtime: lambda.Runtime.NODEJS_24_X,
    architecture: lambda.Architecture.ARM_64,
    memorySize: 512,
    timeout: input.timeout,
    environment: input.environment,
    role,
    logGroup,
    loggingFormat: lambda.LoggingFormat.JSON,
    vpc,
    vpcSubnets: { subnetType: ec2.SubnetType.PRIVATE_WITH_EGRESS },
    securityGroups: [input.securityGroup],
    ...(input.scheduled ? { maxEventAge: Duration.seconds(60), retryAttempts: 0 } : {}),
  });
  // The L2's `tracing` would add a policy for permissions that the role already has.
  (fn.node.defaultChild as lambda.CfnFunction).tracingConfig = { mode: lambda.Tracing.ACTIVE };
  return { fn, logGroup };
}

function createVpcAccess({ stack }: Foundation): iam.ManagedPolicy {
  return new iam.ManagedPolicy(stack, 'VpcAccess', {
    statements: [
      allow(
        [
          'ec2:AssignPrivateIpAddresses',
          'ec2:CreateNetworkInterface',
          'ec2:DeleteNetworkInterface',
          'ec2:DescribeNetworkInterfaces',
          'ec2:DescribeSubnets',
          'ec2:UnassignPrivateIpAddresses',
          'xray:PutTelemetryRecords',
          'xray:PutTraceSegments',
        ],
        '*',
      ),
    ],
  });
}

function createQueue(
  { stack }: Foundation,
  id: string,
  visibilityTimeout: Duration,
  maxReceiveCount: number,
): WorkQueue {
  const common = { encryption: sqs.QueueEncryption.SQS_MANAGED, retentionPeriod: Duration.days(14) };
  const deadLetters = new sqs.Queue(stack, `${id}DeadLetters`, common);
  const queue = new sqs.Queue(stack, `${id}Queue`, {
    ...common,
    visibilityTimeout,
    deadLetterQueue: { queue: deadLetters, maxReceiveCount },
  });
  const policy = new sqs.QueuePolicy(stack, `${id}QueuePolicy`, { queues: [queue, deadLetters] });
  policy.document.addStatements(
    new iam.PolicyStatement({
      effect: iam.Effect.DENY,
      principals: [new iam.AnyPrincipal()],
      actions: ['sqs:*'],
      resources: ['*'],
      conditions: { Bool: { 'aws:SecureTransport': 'false' } },
    }),
  );
  return { queue, deadLetters, policy };
}

function createOutgoing(foundation: Foundation, vpc: ec2.Vpc, id: string, description: string): ec2.SecurityGroup {
  const group = createSecurityGroup(foundation, vpc, id, description);
  group.addEgressRule(ec2.Peer.anyIpv4(), ec2.Port.tcp(443), 'Queues, topics, mail and secrets of AWS');
  return group;
}

function consume(
  { fn }: ShopFunction,
  { queue }: WorkQueue,
  batchSize: number,
  maxConcurrency: number,
  maxBatchingWindow?: Duration,
): void {
  fn.addEventSourceMapping('Source', {
    eventSourceArn: queue.queueArn,
    batchSize,
    maxBatchingWindow,
    maxConcurrency,
    reportBatchItemFailures: true,
  });
}

/** Subscribes a queue. The L2's subscription would create a separate policy for each of the two queues. */
function subscribe({ queue, deadLetters, policy }: WorkQueue, ...sources: [Topic, string[]?][]): void {
  for (const [topic, kinds] of sources) {
    new CfnSubscription(queue, topic.node.id, {
      topicArn: topic.topicArn,
      protocol: 'sqs',
      endpoint: queue.queueArn,
      rawMessageDelivery: true,
      filterPolicy: kinds && { kind: kinds },
      redrivePolicy: { deadLetterTargetArn: deadLetters.queueArn },
    });
  }
  policy.document.addStatements(
    new iam.PolicyStatement({
      principals: [new iam.ServicePrincipal('sns.amazonaws.com')],
      actions: ['sqs:SendMessage'],
      resources: ['*'],
      conditions: { ArnEquals: { 'aws:SourceArn': sources.map(([topic]) => topic.topicArn) } },
    }),
  );
}
