/** Queue of orders. `send` resolves once the queue has stored the message. */
export interface OrderQueue {
  send(message: string): Promise<void>;
}
