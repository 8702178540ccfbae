import type { SQSClient } from '@aws-sdk/client-sqs';
import { OrderQueue } from '../../ports/order-queue';
import { clientOptions } from '../aws/client-options';

/** Order queue in Amazon SQS. */
export class SqsOrderQueue implements OrderQueue {
  private client?: SQSClient;

  constructor(private readonly queueUrl: string) {}

  async send(message: string): Promise<void> {
    const { SQSClient: Client, SendMessageCommand } = await import('../aws/sdk/queues');
    this.client ??= new Client(clientOptions());
    await this.client.send(new SendMessageCommand({ QueueUrl: this.queueUrl, MessageBody: message }));
  }
}
