import { Topic } from '../../src/contract/feeds';
import { Notification } from '../domain/notifications';

export interface Publisher {
  publish(topic: Topic, notification: Notification): Promise<void>;
}
