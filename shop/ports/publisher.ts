import { Topic } from '../../src/contract/feeds';
import { Notification } from '../domain/notifications';

/** Publishes notifications on topics. */
export interface Publisher {
  publish(topic: Topic, notification: Notification): Promise<void>;
}
