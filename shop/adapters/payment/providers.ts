import { DemoProvider } from './demo';
import { SignedHeaderProvider } from './signed-header';
import { PaymentProvider } from '../../ports/payment-provider';
import { PaymentConfig } from '../configuration/shop-config';

const demo = new DemoProvider();
const signed = new SignedHeaderProvider('signed', false);

/** The one that is configured: a real provider takes the demonstration's place, and with it the demonstration's routes go. */
export function paymentProviders({ provider }: Pick<PaymentConfig, 'provider'>): readonly PaymentProvider[] {
  return [provider === 'demo' ? demo : signed];
}

/** All of them, for what is in the books already: a payment keeps its provider when the shop changes to another. */
export function knownProviders(): readonly PaymentProvider[] {
  return [demo, signed];
}
