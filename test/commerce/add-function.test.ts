import { Template } from 'aws-cdk-lib/assertions';
import { Code, Runtime } from 'aws-cdk-lib/aws-lambda';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { newShop, read } from './shop';
import type { AddFunctionOptions } from '../../src/commerce/add-function-options';
import { BusinessFunction } from '../../src/commerce/business-function';
import { CommerceService } from '../../src/commerce/commerce-service';
import { findings } from '../messaging/room';
import { resources } from '../support/app';

jest.mock('../../src/commerce/sample-bundle', () => ({ sampleBundle: jest.requireActual('./shop').bundleOf }));

const loyalty = BusinessFunction.code(Code.fromInline('exports.handler = () => 0;'), {
  handler: 'index.handler',
  runtime: Runtime.NODEJS_24_X,
});
const shop = newShop();
const { stack, commerce, messaging } = shop;

describe('an additional function', () => {
  const fed = commerce.addFunction('LoyaltyPoints', {
    function: loyalty,
    topic: messaging.orderTopic,
    kinds: ['order.shipped'],
    batchSize: 5,
    uses: [CommerceService.DATABASE, CommerceService.MAIL, CommerceService.DATABASE],
  });
  fed.addEnvironment('POINTS', '10');
  const bare = commerce.addFunction('Bare', { function: loyalty });
  const existing = new Queue(stack, 'Existing', {
    enforceSSL: true,
    deadLetterQueue: { queue: new Queue(stack, 'Dead', { enforceSSL: true }), maxReceiveCount: 3 },
  });
  const queued = commerce.addFunction('Queued', {
    function: loyalty,
    queue: existing,
    uses: Object.values(CommerceService),
  });
  const elsewhere = Topic.fromTopicArn(stack, 'Elsewhere', 'arn:aws:sns:eu-north-1:111111111111:news');
  commerce.addFunction('FromElsewhere', { function: loyalty, topic: elsewhere });
  const encrypted = Queue.fromQueueAttributes(stack, 'Encrypted', {
    queueArn: 'arn:aws:sqs:eu-west-1:111111111111:orders',
    keyArn: 'arn:aws:kms:eu-west-1:111111111111:key/1',
  });
  const reader = commerce.addFunction('Reader', { function: loyalty, queue: encrypted });
  const template = Template.fromStack(stack);

  test('a topic of another Region and a queue with a separate key can feed it', () => {
    template.hasResourceProperties('AWS::SNS::Subscription', { TopicArn: elsewhere.topicArn, Region: 'eu-north-1' });
    expect(read(shop, template, reader).statements).toContainEqual(
      expect.objectContaining({ Action: 'kms:Decrypt', Resource: 'arn:aws:kms:eu-west-1:111111111111:key/1' }),
    );
  });

  test('is fed by a topic through a separate queue, filtered by kind', () => {
    template.hasResourceProperties('AWS::SNS::Subscription', {
      Endpoint: stack.resolve(fed.queue?.queueArn),
      FilterPolicy: { kind: ['order.shipped'] },
      RawMessageDelivery: true,
      RedrivePolicy: { deadLetterTargetArn: stack.resolve(fed.deadLetterQueue?.queueArn) },
    });
    template.hasResourceProperties('AWS::Lambda::EventSourceMapping', {
      EventSourceArn: stack.resolve(fed.queue?.queueArn),
      BatchSize: 5,
      ScalingConfig: { MaximumConcurrency: 10 },
    });
  });

  test('gets only the services that it names', () => {
    expect(
      read(shop, template, fed).actions.filter((action) => /^(rds|ses|sns|elasti|secrets|s3)/.test(action)),
    ).toEqual(['rds-db:connect', 'ses:SendEmail']);
    expect(
      Object.keys(read(shop, template, fed).environment).filter((name) => name.startsWith('DATABASE')),
    ).toHaveLength(6);
    expect(read(shop, template, bare).actions.filter((action) => !/^(ec2|logs|xray):/.test(action))).toEqual([]);
    expect(bare.queue).toBeUndefined();
  });

  test('can use all services and an existing queue', () => {
    const { actions, environment } = read(shop, template, queued);
    for (const action of [
      'elasticache:Connect',
      'rds-db:connect',
      's3:PutObject',
      'ses:SendEmail',
      'sns:Publish',
      'sqs:ReceiveMessage',
      'sqs:SendMessage',
    ]) {
      expect(actions).toContain(action);
    }
    for (const name of [
      'CACHE_HOST',
      'DATABASE_HOST',
      'MAIL_SENDER',
      'MEDIA_BUCKET',
      'MIGRATION_QUEUE_URL',
      'ORDER_QUEUE_URL',
      'ORDER_TOPIC_ARN',
    ]) {
      expect(environment).toHaveProperty(name);
    }
    template.hasResourceProperties('AWS::Lambda::EventSourceMapping', {
      EventSourceArn: stack.resolve(existing.queueArn),
    });
    expect(queued.queue).toBeUndefined();
  });

  test('has alarms, and the role, log group and network of the others', () => {
    expect(shop.monitoring.alarmIds).toEqual(
      expect.arrayContaining(['LoyaltyPointsErrors', 'LoyaltyPointsDeadLetters', 'BareErrors', 'BareThrottles']),
    );
    expect(shop.monitoring.alarmIds).not.toContain('BareDeadLetters');
    const { VpcConfig } = read(shop, template, commerce.orderProcessing).properties;
    expect(read(shop, template, fed).properties).toMatchObject({ Timeout: 30, VpcConfig });
    expect(resources(template, 'AWS::Lambda::Function')).toHaveProperty(read(shop, template, bare).id);
    expect(findings(stack)).toEqual([]);
  });

  test('a variable can be added later', () => expect(read(shop, template, fed).environment.POINTS).toBe('10'));
});

test.each<[string, string, Partial<AddFunctionOptions>, string]>([
  ['a name in another case', 'loyalty-points', {}, '`id` must be in PascalCase'],
  ['a sample', 'Sample', { function: BusinessFunction.sample() }, '`Sample.function` must be BusinessFunction.code()'],
  [
    'a topic and a queue',
    'Both',
    { topic: messaging.orderTopic, queue: commerce.orderQueue },
    '`Both.queue` brings an existing resource, so `Both.topic`',
  ],
  [
    'kinds without a topic',
    'Kinds',
    { kinds: ['order.paid'] },
    '`Kinds.kinds` must be at least one kind, together with `topic`',
  ],
  ['no kinds at all', 'None', { topic: messaging.orderTopic, kinds: [] }, '`None.kinds` must be at least one kind'],
  [
    'a batch that is too large',
    'Large',
    { batchSize: 11 },
    '`Large.batchSize` must be a whole number from 1 to 10, got 11',
  ],
])('%s is refused', (_, id, options, message) => {
  const before = commerce.node.findAll().length;
  expect(() => commerce.addFunction(id, { function: loyalty, ...options })).toThrow(message);
  expect(commerce.node.findAll()).toHaveLength(before);
});
