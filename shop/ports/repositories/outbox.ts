import { OutboxMessage, OutboxMessageKind, ClaimedOutboxMessage } from '../../domain/outbox-message';

/** Outbox messages, with leases for those that are being delivered. */
export interface Outbox {
  /** Removes messages that were sent before `before`, including the texts of mails; returns their number. */
  forget(before: Date, limit: number): Promise<number>;
  /** Returns the number of messages that were new. */
  add(messages: readonly OutboxMessage[]): Promise<number>;
  /** Leases due messages to the caller, who delivers them after the commit. */
  claim(kinds: readonly OutboxMessageKind[], limit: number): Promise<readonly ClaimedOutboxMessage[]>;
  sent(id: string): Promise<void>;
  failed(id: string, problem: string, retryAt: Date | 'never'): Promise<void>;
  /** Returns claimed messages without an attempt; the claim is not counted. */
  release(ids: readonly string[]): Promise<void>;
}
