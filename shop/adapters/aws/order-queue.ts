import { SQSClient, SendMessageCommand } from '@aws-sdk/client-sqs';
import { clientOptions } from './client-options';
import { OrderQueue } from '../../ports';

export class SqsOrderQueue implements OrderQueue {
  private readonly client = new SQSClient(clientOptions());

  constructor(private readonly queueUrl: string) {}

  async send(message: string): Promise<void> {
    await this.client.send(new SendMessageCommand({ QueueUrl: this.queueUrl, MessageBody: message }));
  }
}
