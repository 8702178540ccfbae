/** Queues, topics and sender of the shop in moto, subscribed as in `src/commerce/function-plans.ts`. */
import { CreateConfigurationSetCommand, CreateEmailIdentityCommand, SESv2Client } from '@aws-sdk/client-sesv2';
import { CreateTopicCommand, SNSClient, SubscribeCommand } from '@aws-sdk/client-sns';
import {
  CreateQueueCommand,
  DeleteMessageBatchCommand,
  GetQueueAttributesCommand,
  Message,
  ReceiveMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { FUNCTION_PLANS } from '../../../src/commerce/function-plans';
import { Topic } from '../../../src/contract/feeds';

export interface MotoQueue {
  readonly url: string;
  readonly arn: string;
  readonly deadLetters: { readonly url: string; readonly arn: string };
}

export interface MotoShop {
  readonly queues: Readonly<Record<'orders' | 'shipping' | 'customers' | 'migrations', MotoQueue>>;
  readonly topics: Readonly<Record<Topic, string>>;
}

export const VISIBILITY_SECONDS = 2;
export const MAX_RECEIVES = 2;

const sqs = () => new SQSClient({});

export async function makeMotoShop(): Promise<MotoShop> {
  const [sns, ses] = [new SNSClient({}), new SESv2Client({})];
  const topic = async (Name: string) => (await sns.send(new CreateTopicCommand({ Name }))).TopicArn ?? '';
  const topics = {
    orders: await topic('orders'),
    stock: await topic('stock'),
    offers: await topic('offers'),
  };
  const queues = {
    orders: await makeQueue('orders'),
    shipping: await makeQueue('shipping'),
    customers: await makeQueue('customers'),
    migrations: await makeQueue('migrations'),
  };
  for (const [plan, queue] of [
    [FUNCTION_PLANS.shippingNotification, queues.shipping],
    [FUNCTION_PLANS.customerNotification, queues.customers],
  ] as const) {
    for (const { topic: name, kinds } of plan.topics ?? []) {
      await sns.send(
        new SubscribeCommand({
          TopicArn: topics[name],
          Protocol: 'sqs',
          Endpoint: queue.arn,
          Attributes: {
            RawMessageDelivery: 'true',
            ...(kinds ? { FilterPolicy: JSON.stringify({ kind: kinds }) } : {}),
          },
        }),
      );
    }
  }
  await ses.send(new CreateEmailIdentityCommand({ EmailIdentity: 'shop@example.com' }));
  await ses.send(new CreateConfigurationSetCommand({ ConfigurationSetName: 'shop' }));
  return { queues, topics };
}

async function makeQueue(name: string): Promise<MotoQueue> {
  const make = async (QueueName: string, Attributes: Record<string, string> = {}) => {
    const { QueueUrl: url = '' } = await sqs().send(new CreateQueueCommand({ QueueName, Attributes }));
    const { Attributes: found } = await sqs().send(
      new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: ['QueueArn'] }),
    );
    return { url, arn: found?.QueueArn ?? '' };
  };
  const deadLetters = await make(`${name}-dead-letters`);
  const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: deadLetters.arn, maxReceiveCount: MAX_RECEIVES });
  return { ...(await make(name, { VisibilityTimeout: String(VISIBILITY_SECONDS), RedrivePolicy })), deadLetters };
}

export async function receive(queue: { readonly url: string }): Promise<readonly Message[]> {
  const { Messages } = await sqs().send(
    new ReceiveMessageCommand({
      QueueUrl: queue.url,
      MaxNumberOfMessages: 10,
      MessageSystemAttributeNames: ['All'],
      MessageAttributeNames: ['All'],
    }),
  );
  return Messages ?? [];
}

/** One poll of Lambda's event source mapping; returns the number of messages. */
export async function poll(queue: MotoQueue, handler: (event: SQSEvent) => Promise<SQSBatchResponse>): Promise<number> {
  const messages = await receive(queue);
  if (messages.length === 0) return 0;
  const { batchItemFailures } = await handler(toEvent(messages, queue.arn));
  const failed = new Set(batchItemFailures.map(({ itemIdentifier }) => itemIdentifier));
  const done = messages.filter(({ MessageId = '' }) => !failed.has(MessageId));
  if (done.length > 0) {
    await sqs().send(
      new DeleteMessageBatchCommand({
        QueueUrl: queue.url,
        Entries: done.map(({ MessageId, ReceiptHandle }) => ({ Id: MessageId, ReceiptHandle })),
      }),
    );
  }
  return messages.length;
}

function toEvent(messages: readonly Message[], arn: string): SQSEvent {
  return {
    Records: messages.map(({ MessageId = '', ReceiptHandle = '', Body = '', Attributes = {}, MD5OfBody = '' }) => ({
      messageId: MessageId,
      receiptHandle: ReceiptHandle,
      body: Body,
      attributes: {
        ApproximateReceiveCount: Attributes.ApproximateReceiveCount ?? '',
        SentTimestamp: Attributes.SentTimestamp ?? '',
        SenderId: Attributes.SenderId ?? '',
        ApproximateFirstReceiveTimestamp: Attributes.ApproximateFirstReceiveTimestamp ?? '',
      },
      messageAttributes: {},
      md5OfBody: MD5OfBody,
      eventSource: 'aws:sqs',
      eventSourceARN: arn,
      awsRegion: 'eu-central-1',
    })),
  };
}
