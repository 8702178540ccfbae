import { Duration } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Code, Runtime } from 'aws-cdk-lib/aws-lambda';
import { newShop, read } from './shop';
import { BusinessFunction } from '../../src/commerce/business-function';
import type { CommerceFunction } from '../../src/commerce/commerce-function';
import { resources } from '../support/app';

jest.mock('../../src/commerce/sample-bundle', () => ({ sampleBundle: jest.requireActual('./shop').bundleOf }));

const shop = newShop();
const { stack, commerce, messaging, mail } = shop;
const template = Template.fromStack(stack);
const properties = (type: string) =>
  Object.values(resources(template, type)).map((resource) => resource.Properties as unknown as Record<string, unknown>);

const FED: [string, CommerceFunction | undefined, { batch: number; receives: number; concurrency: number }][] = [
  ['orderProcessing', commerce.orderProcessing, { batch: 10, receives: 10, concurrency: 10 }],
  ['shippingNotification', commerce.shippingNotification, { batch: 10, receives: 5, concurrency: 10 }],
  ['customerNotification', commerce.customerNotification, { batch: 10, receives: 5, concurrency: 10 }],
  ['migrations', commerce.migrations, { batch: 1, receives: 3, concurrency: 2 }],
];

function queueOf(made: CommerceFunction | undefined, which: 'queue' | 'deadLetterQueue' = 'queue') {
  const { Ref } = stack.resolve(made?.[which]?.queueUrl);
  return {
    id: Ref as string,
    arn: { 'Fn::GetAtt': [Ref, 'Arn'] },
    properties: resources(template, 'AWS::SQS::Queue')[Ref].Properties as unknown as Record<string, never>,
  };
}

function policyOf(id: string) {
  const [policy] = properties('AWS::SQS::QueuePolicy').filter(({ Queues }) =>
    JSON.stringify(Queues).includes(`{"Ref":"${id}"}`),
  );
  return (
    policy.PolicyDocument as { Statement: { Effect: string; Action: string; Principal: unknown; Condition: unknown }[] }
  ).Statement;
}

describe.each(FED)('%s', (_, made, { batch, receives, concurrency }) => {
  const queue = queueOf(made);
  const dead = queueOf(made, 'deadLetterQueue');

  test('a retry never overlaps with a call that still runs', () => {
    if (!made) throw new Error('missing');
    const timeout = Number(read(shop, template, made).properties.Timeout);
    const [source] = properties('AWS::Lambda::EventSourceMapping').filter(
      ({ EventSourceArn }) => JSON.stringify(EventSourceArn) === JSON.stringify(queue.arn),
    );
    const window = Number(source.MaximumBatchingWindowInSeconds ?? 0);
    expect(Number(queue.properties.VisibilityTimeout)).toBeGreaterThanOrEqual(6 * timeout + window);
  });

  test('it receives batches, at limited concurrency, and reports the messages that failed', () => {
    const [source, ...others] = properties('AWS::Lambda::EventSourceMapping').filter(
      ({ EventSourceArn }) => JSON.stringify(EventSourceArn) === JSON.stringify(queue.arn),
    );
    expect(others).toEqual([]);
    expect(source).toMatchObject({
      BatchSize: batch,
      ScalingConfig: { MaximumConcurrency: concurrency },
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      FunctionName: { Ref: made && read(shop, template, made).id },
    });
  });

  test('messages that cannot be processed are kept for two weeks', () => {
    expect(queue.properties).toMatchObject({
      RedrivePolicy: { deadLetterTargetArn: dead.arn, maxReceiveCount: receives },
    });
    expect(dead.properties).toMatchObject({ MessageRetentionPeriod: 14 * 86_400 });
  });

  test('both queues are encrypted and refuse plain text, and only topics of the shop may send', () => {
    for (const { id, properties: each } of [queue, dead]) {
      expect(each).toMatchObject({ SqsManagedSseEnabled: true });
      const [deny, ...allow] = policyOf(id);
      expect(deny).toMatchObject({
        Effect: 'Deny',
        Action: 'sqs:*',
        Condition: { Bool: { 'aws:SecureTransport': 'false' } },
      });
      for (const statement of allow) {
        expect(statement).toMatchObject({
          Action: 'sqs:SendMessage',
          Principal: { Service: 'sns.amazonaws.com' },
          Condition: { ArnEquals: { 'aws:SourceArn': expect.anything() } },
        });
      }
    }
  });
});

test('topics reach the functions through their queues, as they were published and filtered by kind', () => {
  const subscriptions = properties('AWS::SNS::Subscription').filter(({ Protocol }) => Protocol === 'sqs');
  const shipping = queueOf(commerce.shippingNotification);
  const customer = queueOf(commerce.customerNotification);
  const summary = subscriptions.map(({ TopicArn, Endpoint, FilterPolicy, RawMessageDelivery, RedrivePolicy }) => ({
    TopicArn,
    Endpoint,
    FilterPolicy,
    RawMessageDelivery,
    RedrivePolicy,
  }));
  const redrive = (made?: CommerceFunction) => ({ deadLetterTargetArn: queueOf(made, 'deadLetterQueue').arn });
  const row = (topicArn: string, Endpoint: unknown, made: CommerceFunction | undefined, kinds?: string[]) => ({
    TopicArn: stack.resolve(topicArn),
    Endpoint,
    FilterPolicy: kinds && { kind: kinds },
    RawMessageDelivery: true,
    RedrivePolicy: redrive(made),
  });
  expect(summary).toEqual(
    expect.arrayContaining([
      row(messaging.orderTopic.topicArn, shipping.arn, commerce.shippingNotification, [
        'order.paid',
        'shipment.dispatched',
      ]),
      row(messaging.orderTopic.topicArn, customer.arn, commerce.customerNotification, [
        'order.paid',
        'order.refund_due',
      ]),
      row(messaging.stockTopic.topicArn, customer.arn, commerce.customerNotification),
      row(messaging.offerTopic.topicArn, customer.arn, commerce.customerNotification),
      row(mail.eventTopic?.topicArn ?? '', customer.arn, commerce.customerNotification),
    ]),
  );
  expect(summary).toHaveLength(5);
  expect(
    policyOf(shipping.id)
      .filter(({ Effect }) => Effect === 'Allow')
      .map(({ Condition }) => Condition),
  ).toEqual([{ ArnEquals: { 'aws:SourceArn': [stack.resolve(messaging.orderTopic.topicArn)] } }]);
});

test("one statement lets all four topics send to the customer's queue and its dead-letter queue", () => {
  const topics = [messaging.orderTopic, messaging.stockTopic, messaging.offerTopic, mail.eventTopic].map((topic) =>
    stack.resolve(topic?.topicArn),
  );
  for (const which of ['queue', 'deadLetterQueue'] as const) {
    const allowed = policyOf(queueOf(commerce.customerNotification, which).id).filter(
      ({ Effect }) => Effect === 'Allow',
    );
    expect(allowed.map(({ Condition }) => Condition)).toEqual([{ ArnEquals: { 'aws:SourceArn': topics } }]);
  }
});

test('a custom statement is added to the one policy that a queue can have', () => {
  const other = newShop();
  const { queueArn } = other.commerce.orderQueue;
  const statement = new PolicyStatement({
    principals: [new ServicePrincipal('events.amazonaws.com')],
    actions: ['sqs:SendMessage'],
    resources: [queueArn],
  });
  expect(other.commerce.orderQueue.addToResourcePolicy(statement).statementAdded).toBe(true);
  const policies = Object.values(resources(Template.fromStack(other.stack), 'AWS::SQS::QueuePolicy')).map(
    ({ Properties }) => JSON.stringify(Properties),
  );
  const [policy, ...others] = policies.filter((each) => each.includes('OrderProcessingWorkQueue'));
  expect(others).toEqual([]);
  expect(policy).toContain('aws:SecureTransport');
  expect(policy).toContain('events.amazonaws.com');
});

test('no topic may send to the order queue or the migration queue', () => {
  for (const made of [commerce.orderProcessing, commerce.migrations]) {
    expect(policyOf(queueOf(made).id).map(({ Effect }) => Effect)).toEqual(['Deny']);
  }
});

test('a custom timeout and concurrency are applied', () => {
  const orderProcessing = BusinessFunction.code(Code.fromInline('exports.handler = () => 0;'), {
    handler: 'index.handler',
    runtime: Runtime.NODEJS_24_X,
    timeout: Duration.minutes(2),
    memorySize: 1024,
    environment: { MODE: 'careful' },
  });
  const second = newShop({ commerce: { orderProcessing, maxConcurrency: 50 } });
  const other = Template.fromStack(second.stack);
  other.hasResourceProperties('AWS::SQS::Queue', { VisibilityTimeout: 720 });
  other.hasResourceProperties('AWS::Lambda::EventSourceMapping', { ScalingConfig: { MaximumConcurrency: 50 } });
  other.hasResourceProperties('AWS::Lambda::EventSourceMapping', {
    BatchSize: 1,
    ScalingConfig: { MaximumConcurrency: 2 },
  });
  const { properties: made, environment } = read(second, other, second.commerce.orderProcessing);
  expect(made).toMatchObject({ MemorySize: 1024, Timeout: 120 });
  expect(environment.MODE).toBe('careful');
});
