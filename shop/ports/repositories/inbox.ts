/** What consumers of topics have had; kept in the transaction of what they did about it. */
export interface Inbox {
  /** `false`: this message was handled before. */
  receive(consumer: string, messageId: string): Promise<boolean>;
  /** Returns how many went. */
  forget(before: Date, limit: number): Promise<number>;
}
