import { CfnParameter, CfnResource } from 'aws-cdk-lib';
import type { Stack } from 'aws-cdk-lib';
import { CfnAlarm } from 'aws-cdk-lib/aws-cloudwatch';
import { CfnReplicationGroup } from 'aws-cdk-lib/aws-elasticache';
import { CfnListener, CfnListenerRule, CfnLoadBalancer, CfnTargetGroup } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { CfnRule } from 'aws-cdk-lib/aws-events';
import { CfnAlias, CfnEventInvokeConfig, CfnFunction } from 'aws-cdk-lib/aws-lambda';
import { CfnDBInstance } from 'aws-cdk-lib/aws-rds';
import { CfnQueue } from 'aws-cdk-lib/aws-sqs';
import { goldenSignalAlarms } from '../../../../src/well-architected/rules/operational-excellence/golden-signal-alarms';
import type { Build, RuleCases } from '../../support/cases';

const COMPARED = { comparisonOperator: 'GreaterThanThreshold', evaluationPeriods: 1 };
const BALANCER = ['HTTPCode_ELB_5XX_Count', 'TargetResponseTime', 'UnHealthyHostCount'];
const DATABASE = ['CPUUtilization', 'FreeStorageSpace', 'DatabaseConnections'];
const VISIBLE = 'ApproximateNumberOfMessagesVisible';

const all =
  (...builds: Build[]): Build =>
  (stack) =>
    builds.forEach((build) => build(stack));

const find = (stack: Stack, id: string) => stack.node.findChild(id) as CfnResource;

/** Alarms on metrics, by the value of a dimension. */
const alarms =
  (
    namespace: string,
    dimension: string | undefined,
    value: string | ((stack: Stack) => string),
    ...metrics: string[]
  ): Build =>
  (stack) => {
    for (const metricName of metrics) {
      const dimensions =
        dimension === undefined
          ? undefined
          : [{ name: dimension, value: typeof value === 'string' ? value : value(stack) }];
      new CfnAlarm(stack, `Alarm${metricName}`, { ...COMPARED, namespace, metricName, dimensions });
    }
  };

const refTo = (id: string) => (stack: Stack) => find(stack, id).ref;

const database =
  (dbInstanceIdentifier?: string): Build =>
  (stack) => {
    new CfnDBInstance(stack, 'Database', { engine: 'postgres', dbInstanceIdentifier });
  };

const cache =
  (replicationGroupId?: string): Build =>
  (stack) => {
    new CfnReplicationGroup(stack, 'Cache', { replicationGroupDescription: 'cache', replicationGroupId });
  };

const fn =
  (functionName?: string): Build =>
  (stack) => {
    new CfnFunction(stack, 'Function', { code: { zipFile: '' }, role: 'arn', functionName });
  };

const errors = alarms('AWS/Lambda', 'FunctionName', refTo('Function'), 'Errors');

const balancer =
  (targetType: string, name?: string): Build =>
  (stack) => {
    const made = new CfnLoadBalancer(stack, 'Balancer', { name });
    const listener = new CfnListener(stack, 'Listener', {
      loadBalancerArn: made.ref,
      defaultActions: [{ type: 'fixed-response' }],
    });
    const targets = new CfnTargetGroup(stack, 'Targets', { targetType });
    new CfnListenerRule(stack, 'Rule', {
      listenerArn: listener.ref,
      priority: 1,
      conditions: [],
      actions: [{ type: 'forward', targetGroupArn: targets.ref }],
    });
  };

const balancerAlarms = (...metrics: string[]) =>
  alarms(
    'AWS/ApplicationELB',
    'LoadBalancer',
    (stack) => (find(stack, 'Balancer') as CfnLoadBalancer).attrLoadBalancerFullName,
    ...metrics,
  );

const queues: Build = (stack) => {
  const dead = new CfnQueue(stack, 'Dead');
  new CfnQueue(stack, 'Work', { redrivePolicy: { deadLetterTargetArn: dead.attrArn, maxReceiveCount: 3 } });
};

const answering: Build = (stack) => {
  fn()(stack);
  const alias = new CfnAlias(stack, 'Alias', {
    functionName: find(stack, 'Function').ref,
    functionVersion: '1',
    name: 'live',
  });
  new CfnTargetGroup(stack, 'Targets', { targetType: 'lambda', targets: [{ id: alias.ref }] });
};

const query =
  (expression: (stack: Stack) => string): Build =>
  (stack) => {
    new CfnAlarm(stack, 'Alarm', { ...COMPARED, metrics: [{ id: 'q', expression: expression(stack), period: 60 }] });
  };

export const cases: RuleCases = {
  rule: goldenSignalAlarms,
  compliant: {
    'a database that is watched': all(
      database(),
      alarms('AWS/RDS', 'DBInstanceIdentifier', refTo('Database'), ...DATABASE),
    ),
    'a database that is watched by its name': all(
      database('Shop'),
      alarms('AWS/RDS', 'DBInstanceIdentifier', 'shop', ...DATABASE),
    ),
    'a load balancer that is watched': all(balancer('instance'), balancerAlarms(...BALANCER)),
    'a load balancer that is watched by its name': all(
      balancer('instance', 'shop'),
      alarms('AWS/ApplicationELB', 'LoadBalancer', 'app/shop/50dc6c495c0c9188', ...BALANCER),
    ),
    'a load balancer of functions': all(balancer('lambda'), balancerAlarms('HTTPCode_ELB_5XX_Count')),
    'a cache whose nodes are watched': all(
      cache(),
      alarms(
        'AWS/ElastiCache',
        'CacheClusterId',
        (stack) => `${find(stack, 'Cache').ref}-001`,
        'EngineCPUUtilization',
        'Evictions',
      ),
    ),
    'a cache whose nodes are watched by name': all(
      cache('shop'),
      alarms('AWS/ElastiCache', 'CacheClusterId', 'shop-0001-001', 'CPUUtilization', 'DatabaseMemoryUsagePercentage'),
    ),
    'a function that is watched': all(fn(), errors),
    'a function that answers': all(
      answering,
      errors,
      alarms('AWS/Lambda', 'FunctionName', refTo('Function'), 'Throttles'),
    ),
    'functions that are watched together': all(fn(), alarms('AWS/Lambda', undefined, '', 'Errors')),
    'functions that are watched by a query': all(
      fn(),
      query(() => 'SELECT SUM(Errors) FROM SCHEMA("AWS/Lambda", FunctionName)'),
    ),
    'a function that is watched by a query': all(
      fn(),
      query((stack) => `SELECT SUM(Errors) FROM "AWS/Lambda" WHERE FunctionName = '${find(stack, 'Function').ref}'`),
    ),
    'a dead-letter queue that is watched': all(
      queues,
      alarms('AWS/SQS', 'QueueName', (stack) => (find(stack, 'Dead') as CfnQueue).attrQueueName, VISIBLE),
    ),
    'a metric in the math of an alarm': all(fn(), (stack) => {
      const metric = {
        namespace: 'AWS/Lambda',
        metricName: 'Errors',
        dimensions: [{ name: 'FunctionName', value: find(stack, 'Function').ref }],
      };
      new CfnAlarm(stack, 'Alarm', {
        ...COMPARED,
        metrics: [
          { id: 'rate', expression: 'errors / 60' },
          { id: 'errors', metricStat: { stat: 'Sum', period: 60, metric } },
        ],
      });
    }),
  },
  failing: {
    'a database without alarms': { build: database(), fails: DATABASE },
    'a database whose storage is not watched': {
      build: all(
        database(),
        alarms('AWS/RDS', 'DBInstanceIdentifier', refTo('Database'), 'CPUUtilization', 'DatabaseConnections'),
      ),
      fails: ['FreeStorageSpace'],
    },
    'an alarm on another database by its name': {
      build: all(database(), alarms('AWS/RDS', 'DBInstanceIdentifier', 'other', ...DATABASE)),
      fails: DATABASE,
    },
    'an alarm on another database': {
      build: all(
        database(),
        (stack) => {
          new CfnResource(stack, 'Other', { type: 'Custom::Database' });
        },
        alarms('AWS/RDS', 'DBInstanceIdentifier', refTo('Other'), ...DATABASE),
      ),
      fails: DATABASE,
    },
    'an alarm on all databases': {
      build: all(database(), alarms('AWS/RDS', undefined, '', ...DATABASE)),
      fails: DATABASE,
    },
    'a load balancer without alarms': { build: balancer('instance'), fails: BALANCER },
    'a load balancer of functions without alarms': { build: balancer('lambda'), fails: ['HTTPCode_ELB_5XX_Count'] },
    'a cache without alarms': { build: cache(), fails: ['EngineCPUUtilization', 'Evictions'] },
    'a function without alarms': { build: fn(), fails: ['Errors'] },
    'a function that answers and may be refused': { build: all(answering, errors), fails: ['Throttles'] },
    'a function that another query is about': {
      build: all(
        fn(),
        query(() => 'SELECT SUM(Throttles) FROM "AWS/Lambda"'),
      ),
      fails: ['Errors'],
    },
    'a dead-letter queue without an alarm': { build: queues, fails: [VISIBLE] },
    'a dead-letter queue of a schedule': {
      build: (stack) => {
        const dead = new CfnQueue(stack, 'Dead');
        new CfnRule(stack, 'Rule', {
          scheduleExpression: 'rate(1 minute)',
          targets: [{ arn: 'arn', id: 'T', deadLetterConfig: { arn: dead.attrArn } }],
        });
      },
      fails: [VISIBLE],
    },
    'a dead-letter queue of asynchronous calls': {
      build: all(fn(), errors, (stack) => {
        const destinationConfig = { onFailure: { destination: new CfnQueue(stack, 'Dead').attrArn } };
        new CfnEventInvokeConfig(stack, 'Invoke', {
          functionName: find(stack, 'Function').ref,
          qualifier: '$LATEST',
          destinationConfig,
        });
      }),
      fails: [VISIBLE],
    },
  },
  notApplicable: {
    'a queue of work': (stack) => {
      new CfnQueue(stack, 'Queue');
    },
    'an instance of a cluster': (stack) => {
      new CfnDBInstance(stack, 'Reader', { dbClusterIdentifier: 'shop' });
    },
    'a network load balancer': (stack) => {
      new CfnLoadBalancer(stack, 'Balancer', { type: 'network' });
    },
  },
  token: (stack) => {
    const name = new CfnParameter(stack, 'Name').valueAsString;
    all(database(), alarms('AWS/RDS', 'DBInstanceIdentifier', name, ...DATABASE))(stack);
    fn()(stack);
    const metricName = new CfnParameter(stack, 'Metric').valueAsString;
    new CfnAlarm(stack, 'Alarm', {
      ...COMPARED,
      namespace: 'AWS/Lambda',
      metricName,
      dimensions: [{ name: 'FunctionName', value: find(stack, 'Function').ref }],
    });
  },
  override: {
    state: 'failing',
    build: (stack) => {
      all(fn(), errors)(stack);
      find(stack, 'AlarmErrors').addPropertyOverride('MetricName', 'Duration');
    },
  },
  mutation: {
    change: ({ main }) => {
      const [evictions] = Object.keys(main.Resources).filter((id) => id.includes('CacheEvictions'));
      delete main.Resources[evictions];
    },
  },
};
