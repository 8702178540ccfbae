import { OutboxMessage, OutboxMessageKind, ClaimedOutboxMessage } from '../../domain/outbox-message';

export interface Outbox {
  /** Removes messages that were sent and are older than that, with the mails' texts; returns how many went. */
  forget(before: Date, limit: number): Promise<number>;
  /** Returns how many were new. */
  add(messages: readonly OutboxMessage[]): Promise<number>;
  /** Leases due messages to the caller, who sends them after the commit. */
  claim(kinds: readonly OutboxMessageKind[], limit: number): Promise<readonly ClaimedOutboxMessage[]>;
  sent(id: string): Promise<void>;
  failed(id: string, problem: string, retryAt: Date | 'never'): Promise<void>;
  /** Gives claimed messages back that nobody tried: the claim does not count. */
  release(ids: readonly string[]): Promise<void>;
}
