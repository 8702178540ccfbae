import { Topic } from '../../../src/contract/feeds';
import { Notification } from '../../domain/notifications';
import { Publisher } from '../../ports/publisher';

/** Subscription to a topic. */
export interface TopicSubscription {
  readonly topic: Topic;
  /** Kinds of notifications; absent: all. */
  readonly kinds?: readonly string[];
  readonly deliver: (body: string) => Promise<void>;
}

/**
 * All three topics in this process. Each subscription whose filter matches gets the message itself, as with raw
 * delivery.
 */
export class LocalTopics implements Publisher {
  private readonly subscriptions: TopicSubscription[] = [];

  subscribe(subscription: TopicSubscription): void {
    this.subscriptions.push(subscription);
  }

  async publish(topic: Topic, { eventId, kind, payload }: Notification): Promise<void> {
    // Serialized, so that no consumer can change the object that another one gets.
    const body = JSON.stringify({ eventId, kind, payload });
    const matching = this.subscriptions.filter(
      (subscription) => subscription.topic === topic && (subscription.kinds?.includes(kind) ?? true),
    );
    await Promise.all(matching.map(async ({ deliver }) => deliver(body)));
  }
}
