import { PaymentConfig } from '../config';

/** Where an order is paid: at the demonstration's own page, at the provider's, or nowhere that we know of. */
export function paymentPages({ provider, pageUrl }: PaymentConfig): (orderId: string) => string | undefined {
  if (provider === 'demo') return (orderId) => `/webhooks/payments/demo/checkout/${encodeURIComponent(orderId)}`;
  return (orderId) => pageUrl?.replaceAll('{orderId}', encodeURIComponent(orderId));
}
