import { SignedHeaderProvider } from '../../../shop/adapters/payment/signed-header';
import { PaymentProvider } from '../../../shop/ports/payment-provider';

/** Provider that supports queries and has these payments. */
export class QueryableProvider extends SignedHeaderProvider implements PaymentProvider {
  readonly captures = new Map<string, number>();
  unavailable = false;
  /** Orders for which it does not answer. */
  readonly silent = new Set<string>();

  constructor() {
    super('signed', false);
  }

  async findCapture(orderId: string) {
    if (this.unavailable || this.silent.has(orderId)) throw new Error('provider unavailable');
    const minor = this.captures.get(orderId);
    if (minor === undefined) return undefined;
    return { orderId, reference: `found_${orderId}`, amount: { minor, currency: 'EUR' } };
  }
}
