import { Topic } from '../../../src/contract/feeds';
import { Notification } from '../../domain/notifications';
import { Publisher } from '../../ports/publisher';

export interface TopicSubscription {
  readonly topic: Topic;
  /** Absent: everything. */
  readonly kinds?: readonly string[];
  readonly deliver: (body: string) => Promise<void>;
}

/** The three topics in this process: each subscription whose filter matches gets the message itself, as by raw delivery. */
export class LocalTopics implements Publisher {
  private readonly subscriptions: TopicSubscription[] = [];

  subscribe(subscription: TopicSubscription): void {
    this.subscriptions.push(subscription);
  }

  async publish(topic: Topic, { eventId, kind, payload }: Notification): Promise<void> {
    // A text, so that no consumer can change what another one sees.
    const body = JSON.stringify({ eventId, kind, payload });
    const matching = this.subscriptions.filter(
      (subscription) => subscription.topic === topic && (subscription.kinds?.includes(kind) ?? true),
    );
    await Promise.all(matching.map(async ({ deliver }) => deliver(body)));
  }
}
