import { SIGNATURE_HEADER, signatureHeader, SignedHeaderProvider } from './signed-header';
import { Order } from '../../domain/orders/order';

export interface SignedEvent {
  readonly headers: ReadonlyMap<string, string>;
  readonly body: Buffer;
}

/** Takes no money: what its page says counts as paid, and is signed as a real provider's events are. */
export class DemoProvider extends SignedHeaderProvider {
  constructor() {
    super('demo', true);
  }

  /** What a provider would send now that the customer has paid. One a order, however often its button is pressed. */
  paid(order: Pick<Order, 'id' | 'totalMinor' | 'currency'>, secret: string, now: Date): SignedEvent {
    const id = `demo-${order.id}`;
    const data = { orderId: order.id, reference: id, amountMinor: order.totalMinor, currency: order.currency };
    const body = Buffer.from(JSON.stringify({ id, type: 'payment.captured', data }));
    return { headers: new Map([[SIGNATURE_HEADER, signatureHeader(secret, now, body)]]), body };
  }
}
