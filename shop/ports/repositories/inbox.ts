/**
 * Messages that consumers of topics have processed. Stored in the same transaction as the effects of the message, so a
 * redelivery has none.
 */
export interface Inbox {
  /** False when the consumer has processed this message before. */
  receive(consumer: string, messageId: string): Promise<boolean>;
  /** Removes entries from before; returns their number. */
  forget(before: Date, limit: number): Promise<number>;
}
