import type { SNSClient } from '@aws-sdk/client-sns';
import { Topic } from '../../../src/contract/feeds';
import { Notification } from '../../domain/notifications';
import { Publisher } from '../../ports/publisher';
import { clientOptions } from '../aws/client-options';

/**
 * Publishes notifications on the SNS topics. With raw delivery, the message is the body that consumers read from their
 * queues.
 */
export class SnsPublisher implements Publisher {
  private client?: SNSClient;

  constructor(private readonly topicArns: Readonly<Record<Topic, string>>) {}

  async publish(topic: Topic, notification: Notification): Promise<void> {
    const { eventId, kind, payload } = notification;
    const { SNSClient: Client, PublishCommand } = await import('../aws/sdk/topics');
    this.client ??= new Client(clientOptions());
    await this.client.send(
      new PublishCommand({
        TopicArn: this.topicArns[topic],
        Message: JSON.stringify({ eventId, kind, payload }),
        // Also an attribute, because filters of subscriptions read attributes without parsing the message.

        MessageAttributes: { kind: { DataType: 'String', StringValue: kind } },
      }),
    );
  }
}
