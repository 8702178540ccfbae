/**
 * Business metrics. The functions publish them in the namespace that the architecture assigns (the variable
 * `VARIABLES.shop.metricsNamespace`); metric filters of the same names count log events there.
 */
export const METRICS = {
  ordersPlaced: 'OrdersPlaced',
  ordersUnreserved: 'OrdersUnreserved',
  ordersRefused: 'OrdersRefused',
  ordersRejected: 'OrdersRejected',
  ordersExpired: 'OrdersExpired',
  oversellAttempts: 'OversellAttempts',
  revenue: 'Revenue',
  paymentFailures: 'PaymentFailures',
  webhooksRefused: 'WebhooksRefused',
  cartsAbandoned: 'CartsAbandoned',
  mailsDropped: 'MailsDropped',
  mailsUndeliverable: 'MailsUndeliverable',
  effectsGivenUp: 'EffectsGivenUp',
  reconcilerFindings: 'ReconcilerFindings',
} as const;

/** One of `METRICS`. */
export type MetricName = (typeof METRICS)[keyof typeof METRICS];
