/**
 * Address of the page on which customers pay. The payment function serves the demonstration's page; a real provider has
 * its page elsewhere.
 */
import { PATHS } from '../../../src/contract/paths';

/** Configured payment page. */
export interface PaymentPages {
  readonly provider: 'demo' | 'signed';
  /** Address with the placeholder `{orderId}`; absent: the provider has no page that the shop can link to. */
  readonly pageUrl?: string;
}

/** Path of the demonstration's payment page, before the order's id. */
export const DEMO_CHECKOUT = `${PATHS.paymentWebhooks}demo/checkout`;

/**
 * Returns the address of an order's payment page. Undefined when the provider contacts the customer without a page of
 * the shop.
 *
 * @param orderId - replaces `{orderId}` in the configured address, URL-encoded
 */
export function paymentPage({ provider, pageUrl }: PaymentPages, orderId: string): string | undefined {
  if (provider === 'demo') return `${DEMO_CHECKOUT}/${orderId}`;
  return pageUrl?.replaceAll('{orderId}', encodeURIComponent(orderId));
}
