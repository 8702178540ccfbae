/** Accepts one message on the order queue. Resolves when the queue has accepted it. */
export interface OrderQueue {
  send(message: string): Promise<void>;
}
