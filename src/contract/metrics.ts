/**
 * Business metrics. The functions publish them under the namespace that the architecture gives them (the variable
 * `VARIABLES.shop.metricsNamespace`), where metric filters of the same names count log events.
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
