import { createHash, randomUUID } from 'crypto';
import { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { log } from '../../adapters/telemetry/log';

export interface LocalQueueOptions {
  readonly name: string;
  readonly handler: (event: SQSEvent) => Promise<SQSBatchResponse>;
  readonly batchSize: number;
  /** How long a few more messages are waited for. */
  readonly batchingWindowMs?: number;
  /** How long a message that was handed out stays hidden; what failed comes again after it. */
  readonly visibilityMs: number;
  /** After so many deliveries a message goes to the dead letters. */
  readonly maxReceiveCount: number;
  /** How many batches may be in work at once. */
  readonly concurrency?: number;
}

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

/** A queue in this process that treats its handler as the queue service and Lambda do: batches, redelivery, partial failures, dead letters. */
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

  /** Nothing is in work, and nothing waits but what failed and is still hidden. */
  get idle(): boolean {
    return this.running === 0 && this.visible(Date.now()).length === 0;
  }

  /** From now on nothing waits for company. */
  hurry(): void {
    this.windowMs = 0;
    this.pump();
  }

  /** Hands out nothing more; returns how many messages are lost with it. */
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

  /** Looks again when the next message is due; whatever happens before then looks by itself. */
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

  /** A handler that throws, or names a message it was not given, has failed for all of them. */
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
