import { SIGNATURE_HEADER, signatureHeader, SignedHeaderProvider } from './signed-header';
import { Order } from '../../domain/orders/order';

/** Webhook request of the demonstration. */
export interface SignedEvent {
  readonly headers: ReadonlyMap<string, string>;
  readonly body: Buffer;
}

/**
 * Demonstration provider: collects no money. What a visitor confirms on its page counts as paid. Its events are signed
 * like those of a real provider.
 */
export class DemoProvider extends SignedHeaderProvider {
  constructor() {
    super('demo', true);
  }

  /**
   * Returns the event that a provider would send after the payment. Each order has one, however often the button is
   * pressed.
   */
  paid(order: Pick<Order, 'id' | 'totalMinor' | 'currency'>, secret: string, now: Date): SignedEvent {
    const id = `demo-${order.id}`;
    const data = { orderId: order.id, reference: id, amountMinor: order.totalMinor, currency: order.currency };
    const body = Buffer.from(JSON.stringify({ id, type: 'payment.captured', data }));
    return { headers: new Map([[SIGNATURE_HEADER, signatureHeader(secret, now, body)]]), body };
  }
}
