import { Inbox } from '../../../ports/repositories/inbox';
import { Executor, insertNew, removeOldest } from '../engine';

/** Repository of processed messages. */
export function inbox(executor: Executor): Inbox {
  return {
    async receive(consumer, messageId) {
      return insertNew(executor, 'inbox', { consumer, message_id: messageId, received_at: new Date() });
    },
    async forget(before, limit) {
      return removeOldest(executor, 'inbox', before, limit);
    },
  };
}
