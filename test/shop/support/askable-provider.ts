import { SignedHeaderProvider } from '../../../shop/adapters/payment/signed-header';
import { PaymentProvider } from '../../../shop/ports/payment-provider';

/** A provider that can be asked; it knows of these payments. */
export class AskableProvider extends SignedHeaderProvider implements PaymentProvider {
  readonly captures = new Map<string, number>();
  away = false;
  /** Orders that it gives no answer about. */
  readonly silent = new Set<string>();

  constructor() {
    super('signed', false);
  }

  async findCapture(orderId: string) {
    if (this.away || this.silent.has(orderId)) throw new Error('provider away');
    const minor = this.captures.get(orderId);
    if (minor === undefined) return undefined;
    return { orderId, reference: `found_${orderId}`, amount: { minor, currency: 'EUR' } };
  }
}
