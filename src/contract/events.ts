/** Kinds of event on the three topics. Subscriptions filter by kind, so a kind never changes its meaning. */
export const EVENTS = {
  orderPlaced: 'order.placed',
  orderRejected: 'order.rejected',
  orderExpired: 'order.expired',
  orderCancelled: 'order.cancelled',
  orderPaid: 'order.paid',
  orderRefundDue: 'order.refund_due',
  orderRefunded: 'order.refunded',
  orderPacked: 'order.packed',
  orderShipped: 'order.shipped',
  orderDelivered: 'order.delivered',
  paymentRequested: 'payment.request',
  /** Published by the warehouse, not by the shop. */
  shipmentDispatched: 'shipment.dispatched',
  stockLow: 'stock.low',
  stockBack: 'stock.back',
  offerAnnounced: 'offer.announced',
} as const;

/** One of `EVENTS`. */
export type EventKind = (typeof EVENTS)[keyof typeof EVENTS];
