import { Match, Template } from 'aws-cdk-lib/assertions';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { findings, newClient, newRoom } from './room';
import { Messaging } from '../../src/messaging/messaging';
import { resolveMessaging } from '../../src/messaging/messaging-options';
import type { MessagingOptions } from '../../src/messaging/messaging-options';
import { FLAG_SETS, resources } from '../support/app';
import type { TestApp } from '../support/app';

const arn = (name: string) => `arn:aws:sns:eu-west-1:111111111111:${name}`;

function build(options: MessagingOptions = {}, app: TestApp = {}) {
  const room = newRoom(app);
  return { ...room, messaging: Messaging._create(room.stack, 'Messaging', { ...options, ...room }) };
}

function imported(...names: (keyof MessagingOptions)[]): MessagingOptions {
  const { stack } = newRoom();
  return Object.fromEntries(names.map((name) => [name, Topic.fromTopicArn(stack, name, arn(name))]));
}

describe.each(FLAG_SETS)('%s', (_, flags) => {
  test("three topics are encrypted with the shop's key and refuse plain text", () => {
    const { stack, messaging, encryptionKey } = build({}, { flags });
    const template = Template.fromStack(stack);
    for (const topic of [messaging.orderTopic, messaging.stockTopic, messaging.offerTopic]) {
      const { Ref } = stack.resolve(topic.topicArn);
      expect(resources(template, 'AWS::SNS::Topic')[Ref].Properties).toEqual({
        KmsMasterKeyId: stack.resolve(encryptionKey.keyArn),
      });
      template.hasResourceProperties('AWS::SNS::TopicPolicy', {
        Topics: [{ Ref }],
        PolicyDocument: {
          Statement: [
            Match.objectLike({
              Effect: 'Deny',
              Condition: { Bool: { 'aws:SecureTransport': 'false' } },
              Resource: { Ref },
            }),
          ],
        },
      });
    }
  });

  test('no finding', () => {
    const { stack } = build({}, { flags });
    Template.fromStack(stack);
    expect(findings(stack)).toEqual([]);
  });
});

test('a connected client may publish on the three topics and use the key through them only', () => {
  const { stack, messaging, encryptionKey } = build();
  const client = newClient(stack);
  messaging.connect(client);
  const topics = [messaging.orderTopic, messaging.stockTopic, messaging.offerTopic].map(({ topicArn }) =>
    stack.resolve(topicArn),
  );
  Template.fromStack(stack).hasResourceProperties('AWS::IAM::Policy', {
    PolicyDocument: {
      Statement: [
        { Effect: 'Allow', Action: 'sns:Publish', Resource: topics },
        {
          Effect: 'Allow',
          Action: ['kms:Decrypt', 'kms:GenerateDataKey'],
          Resource: stack.resolve(encryptionKey.keyArn),
          Condition: { StringLike: { 'kms:ViaService': 'sns.*.amazonaws.com*' } },
        },
      ],
    },
  });
  expect(client.environment).toEqual({
    ORDER_TOPIC_ARN: topics[0],
    STOCK_TOPIC_ARN: topics[1],
    OFFER_TOPIC_ARN: topics[2],
  });
});

test('existing topics are used unchanged', () => {
  const { stack, messaging } = build(imported('orderTopic', 'stockTopic', 'offerTopic'));
  const client = newClient(stack);
  messaging.connect(client);
  const template = Template.fromStack(stack);
  expect(client.environment).toEqual({
    ORDER_TOPIC_ARN: arn('orderTopic'),
    STOCK_TOPIC_ARN: arn('stockTopic'),
    OFFER_TOPIC_ARN: arn('offerTopic'),
  });
  template.resourceCountIs('AWS::SNS::Topic', 1);
  template.hasResourceProperties('AWS::IAM::Policy', {
    PolicyDocument: { Statement: [Match.objectLike({ Action: 'sns:Publish' })] },
  });
});

test('with one existing topic the construct creates the other two', () => {
  const { stack, messaging } = build(imported('offerTopic'));
  expect(messaging.offerTopic.topicArn).toBe(arn('offerTopic'));
  Template.fromStack(stack).resourceCountIs('AWS::SNS::Topic', 3);
});

test('a FIFO topic, or one topic for two purposes, is refused', () => {
  const { stack } = newRoom();
  const fifo = Topic.fromTopicArn(stack, 'Fifo', arn('orders.fifo'));
  expect(() => resolveMessaging({ orderTopic: fifo })).toThrow(
    '`messaging.orderTopic` must be a standard topic, got "a FIFO topic"',
  );
  const topic = Topic.fromTopicArn(stack, 'Topic', arn('all'));
  expect(() => resolveMessaging({ orderTopic: topic, offerTopic: topic })).toThrow(
    '`messaging.offerTopic` must be another topic than `messaging.orderTopic`',
  );
  expect(() =>
    resolveMessaging({ orderTopic: new Topic(stack, 'One'), stockTopic: new Topic(stack, 'Two') }),
  ).not.toThrow();
});

test('the dashboard shows what was published and what failed', () => {
  const { stack } = build();
  const body = JSON.stringify(resources(Template.fromStack(stack), 'AWS::CloudWatch::Dashboard'));
  expect(body).toContain('NumberOfMessagesPublished');
  expect(body).toContain('NumberOfNotificationsFailed');
});
