import { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { sleep } from './test-folder';
import { QueueMessage, TestQueue } from './test-queue';

export interface EventSourceOptions {
  readonly queue: TestQueue;
  /** `environment` is never used for two events at a time, as on Lambda. */
  readonly invoke: (event: SQSEvent, environment: number) => Promise<SQSBatchResponse>;
  readonly concurrency?: number;
  readonly batchSize?: number;
}

/**
 * Delivers a queue's messages to a function, as Lambda's event source mapping does: messages that are not reported as
 * failed are deleted.
 */
export class EventSource {
  private stopped = false;
  private running = 0;
  private readonly loops: Promise<void>[];

  constructor(private readonly options: EventSourceOptions) {
    this.loops = Array.from({ length: options.concurrency ?? 2 }, async (_, environment) => this.poll(environment));
  }

  /** No function works on a message, not even on one that another call has finished in the meantime. */
  get idle(): boolean {
    return this.running === 0 && this.options.queue.length === 0;
  }

  async stop(): Promise<void> {
    this.stopped = true;
    await Promise.all(this.loops);
  }

  private async poll(environment: number): Promise<void> {
    const { queue, batchSize = 10 } = this.options;
    while (!this.stopped) {
      const messages = queue.receive(batchSize);
      if (messages.length === 0) await sleep(10);
      else await this.hand(messages, environment);
    }
  }

  private async hand(messages: readonly QueueMessage[], environment: number): Promise<void> {
    this.running += 1;
    try {
      const { batchItemFailures } = await this.options.invoke(toEvent(messages), environment);
      const failed = new Set(batchItemFailures.map(({ itemIdentifier }) => itemIdentifier));
      messages
        .filter(({ messageId }) => !failed.has(messageId))
        .forEach(({ receiptHandle }) => this.options.queue.delete(receiptHandle));
    } catch {
      // The function died or threw: all messages are redelivered after the visibility timeout.
      await sleep(10);
    } finally {
      this.running -= 1;
    }
  }
}

function toEvent(messages: readonly QueueMessage[]): SQSEvent {
  return {
    Records: messages.map(({ messageId, receiptHandle, body, receiveCount }) => ({
      messageId,
      receiptHandle,
      body,
      attributes: {
        ApproximateReceiveCount: String(receiveCount),
        SentTimestamp: '0',
        SenderId: 'test',
        ApproximateFirstReceiveTimestamp: '0',
      },
      messageAttributes: {},
      md5OfBody: '',
      eventSource: 'aws:sqs',
      eventSourceARN: 'arn:aws:sqs:eu-central-1:123456789012:test',
      awsRegion: 'eu-central-1',
    })),
  };
}
