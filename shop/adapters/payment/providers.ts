import { DemoProvider } from './demo';
import { SignedHeaderProvider } from './signed-header';
import { PaymentProvider } from '../../ports/payment-provider';
import { PaymentConfig } from '../configuration/shop-config';

const demo = new DemoProvider();
const signed = new SignedHeaderProvider('signed', false);

/** Returns the configured provider. A real provider replaces the demonstration and its routes. */
export function paymentProviders({ provider }: Pick<PaymentConfig, 'provider'>): readonly PaymentProvider[] {
  return [provider === 'demo' ? demo : signed];
}

/**
 * Returns all providers, for payments recorded earlier: a payment keeps its provider when the shop changes to another.
 */
export function knownProviders(): readonly PaymentProvider[] {
  return [demo, signed];
}
