/** Where customers pay. The demonstration's page is served by the payment function itself; a real provider has its own. */
import { PATHS } from '../../../src/contract/paths';

export interface PaymentPages {
  readonly provider: 'demo' | 'signed';
  /** With `{orderId}` in it. */
  readonly pageUrl?: string;
}

export const DEMO_CHECKOUT = `${PATHS.paymentWebhooks}demo/checkout`;

/** Undefined: the provider asks for the money by itself, so there is nothing to link to. */
export function paymentPage({ provider, pageUrl }: PaymentPages, orderId: string): string | undefined {
  if (provider === 'demo') return `${DEMO_CHECKOUT}/${orderId}`;
  return pageUrl?.replaceAll('{orderId}', encodeURIComponent(orderId));
}
