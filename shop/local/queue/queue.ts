import { createHash, randomUUID } from 'crypto';
import { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { log } from '../../adapters/telemetry/log';

/** Options of `LocalQueue`. */
export interface LocalQueueOptions {
  readonly name: string;
  readonly handler: (event: SQSEvent) => Promise<SQSBatchResponse>;
  readonly batchSize: number;
  /** Milliseconds to wait for more messages of a batch. */
  readonly batchingWindowMs?: number;
  /** Milliseconds for which a delivered message is hidden; a failed one is redelivered after it. */
  readonly visibilityMs: number;
  /** Deliveries after which a message becomes a dead letter. */
  readonly maxReceiveCount: number;
  /** Batches in progress at once. */
  readonly concurrency?: number;
}

/** Message that failed too often. */
export interface DeadLetter {
  readonly messageId: string;
  readonly body: string;
  readonly receives: number;
}

interface Message {
  readonly id: string;
  readonly body: string;
  readonly sentAt: number;
  firstReceivedAt?: number;
  receives: number;
  visibleAt: number;
}

/**
 * Queue in this process that treats its handler as SQS and Lambda do: batches, redelivery, partial failures, dead
 * letters.
 */
export class LocalQueue {
  readonly deadLetters: DeadLetter[] = [];
  private readonly messages = new Map<string, Message>();
  private windowMs: number;
  private running = 0;
  private timer?: NodeJS.Timeout;
  private closed = false;

  constructor(private readonly options: LocalQueueOptions) {
    this.windowMs = options.batchingWindowMs ?? 0;
  }

  async send(body: string): Promise<void> {
    const now = Date.now();
    const id = randomUUID();
    this.messages.set(id, { id, body, sentAt: now, receives: 0, visibleAt: now });
    this.pump();
  }

  /** True when no message is in progress, and none waits except hidden ones that failed. */
  get idle(): boolean {
    return this.running === 0 && this.visible(Date.now()).length === 0;
  }

  /** Ends the wait for larger batches. */
  skipBatchingWindow(): void {
    this.windowMs = 0;
    this.pump();
  }

  /** Ends all deliveries; returns the number of messages that are lost. */
  close(): number {
    this.closed = true;
    clearTimeout(this.timer);
    return this.messages.size;
  }

  private visible(now: number): Message[] {
    return [...this.messages.values()].filter((message) => message.visibleAt <= now);
  }

  private pump(): void {
    clearTimeout(this.timer);
    while (!this.closed && this.running < (this.options.concurrency ?? 2)) {
      const batch = this.take();
      if (batch.length === 0) break;
      this.running += 1;
      void this.deliver(batch).finally(() => {
        this.running -= 1;
        this.pump();
      });
    }
    this.wakeUp();
  }

  /** Schedules the next delivery. Every other change of the queue starts one by itself. */
  private wakeUp(): void {
    if (this.closed || this.messages.size === 0 || this.running >= (this.options.concurrency ?? 2)) return;
    const next = Math.min(...[...this.messages.values()].map((message) => message.visibleAt));
    this.timer = setTimeout(() => this.pump(), Math.max(1, next + this.windowMs - Date.now()));
  }

  private take(): Message[] {
    const now = Date.now();
    for (const message of this.visible(now)) {
      if (message.receives >= this.options.maxReceiveCount) this.giveUp(message);
    }
    const visible = this.visible(now);
    const due =
      visible.length >= this.options.batchSize || visible.some((message) => message.visibleAt + this.windowMs <= now);
    const batch = due ? visible.slice(0, this.options.batchSize) : [];
    for (const message of batch) {
      message.receives += 1;
      message.firstReceivedAt ??= now;
      message.visibleAt = now + this.options.visibilityMs;
    }
    return batch;
  }

  private giveUp({ id, body, receives }: Message): void {
    this.messages.delete(id);
    this.deadLetters.push({ messageId: id, body, receives });
    log.error('message given up', { queue: this.options.name, messageId: id, receives });
  }

  private async deliver(batch: readonly Message[]): Promise<void> {
    const failed = await this.failedOf(batch);
    for (const { id } of batch) {
      if (!failed.has(id)) this.messages.delete(id);
    }
  }

  /** When a handler throws, or names a message that it did not get, all messages of the batch have failed. */
  private async failedOf(batch: readonly Message[]): Promise<ReadonlySet<string>> {
    const all = new Set(batch.map(({ id }) => id));
    try {
      const { batchItemFailures } = await this.options.handler({
        Records: batch.map((message) => this.record(message)),
      });
      const failed = batchItemFailures.map(({ itemIdentifier }) => itemIdentifier);
      return failed.every((id) => all.has(id)) ? new Set(failed) : all;
    } catch (error) {
      log.error('function failed', { queue: this.options.name, error });
      return all;
    }
  }

  private record({ id, body, sentAt, firstReceivedAt, receives }: Message): SQSRecord {
    return {
      messageId: id,
      receiptHandle: randomUUID(),
      body,
      attributes: {
        ApproximateReceiveCount: String(receives),
        SentTimestamp: String(sentAt),
        SenderId: 'local',
        ApproximateFirstReceiveTimestamp: String(firstReceivedAt),
      },
      messageAttributes: {},
      md5OfBody: createHash('md5').update(body).digest('hex'),
      eventSource: 'aws:sqs',
      eventSourceARN: `arn:aws:sqs:local:000000000000:${this.options.name}`,
      awsRegion: 'local',
    };
  }
}
