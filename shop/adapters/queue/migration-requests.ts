import type { SQSClient } from '@aws-sdk/client-sqs';
import { Clock } from '../../ports/clock';
import { MigrationRequests } from '../../ports/migration-requests';
import { clientOptions } from '../aws/client-options';
import { log } from '../telemetry/log';

/** A migration takes seconds, so more frequent requests would only fill the queue with messages that have no effect. */
const BETWEEN_REQUESTS_MS = 30_000;

/** Delay after a failed request, so that not each of a thousand callers a second tries again. */
const AFTER_FAILURE_MS = 5_000;

/** Sends migration requests to their queue. */
export class SqsMigrationRequests implements MigrationRequests {
  private client?: SQSClient;
  private notBefore = 0;

  constructor(
    private readonly queueUrl: string,
    private readonly clock: Clock = { now: () => new Date() },
  ) {}

  /** Never rejects: the caller is about to answer "try again later", and that answer must not be lost. */
  async request(): Promise<void> {
    const now = this.clock.now().getTime();
    if (now < this.notBefore) {
      return;
    }
    this.notBefore = now + BETWEEN_REQUESTS_MS;
    try {
      const { SQSClient: Client, SendMessageCommand } = await import('../aws/sdk/queues');
      this.client ??= new Client(clientOptions());
      await this.client.send(
        new SendMessageCommand({ QueueUrl: this.queueUrl, MessageBody: JSON.stringify({ requestedAt: now }) }),
      );
    } catch (error) {
      this.notBefore = now + AFTER_FAILURE_MS;
      log.error('migration request failed', { error });
    }
  }
}
