import { DemoProvider } from './demo';
import { SignedHeaderProvider } from './signed-header';
import { PaymentConfig } from '../../config';
import { PaymentProvider } from '../../ports/payment-provider';

/** The one that is configured: a real provider takes the demonstration's place, and with it the demonstration's routes go. */
export function paymentProviders({ provider }: Pick<PaymentConfig, 'provider'>): readonly PaymentProvider[] {
  return [provider === 'demo' ? new DemoProvider() : new SignedHeaderProvider('signed', false)];
}
