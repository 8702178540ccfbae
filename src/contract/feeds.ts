import { EVENTS } from './events';
import type { EventKind } from './events';

/** The three topics of the architecture. */
export type Topic = 'orders' | 'stock' | 'offers';

/** A topic that feeds a queue, and the kinds of event that reach the queue. */
export interface Feed {
  readonly topic: Topic;
  /** All kinds when absent. */
  readonly kinds?: readonly EventKind[];
}

/** The feeds of each function whose queue is subscribed to topics: the same on AWS and on a laptop. */
export const FEEDS = {
  shippingNotification: [{ topic: 'orders', kinds: [EVENTS.orderPaid, EVENTS.shipmentDispatched] }],
  // Everything on the stock and offer topics is meant for people, so nothing is filtered out.
  customerNotification: [
    { topic: 'orders', kinds: [EVENTS.orderPaid, EVENTS.orderRefundDue] },
    { topic: 'stock' },
    { topic: 'offers' },
  ],
} as const satisfies Record<string, readonly Feed[]>;
