/** Payments that no webhook told of: providers that can be asked are asked. Never inside a transaction. */
import { createHash } from 'crypto';
import { settlePayment, Settlement } from './settle-payment';
import { Capture } from '../../domain/payments/payment';
import { PaymentProvider } from '../../ports/payment-provider';
import { Store } from '../../ports/store';

/** `none`: no provider knows of a payment. `unreachable`: one could not say. */
export type Answer = Settlement | 'none' | 'unreachable';

export type QueryableProvider = Pick<PaymentProvider, 'name' | 'test' | 'findCapture'>;

/** Asks for an order's money and settles what is found, as if the provider had told of it. */
export async function askForPayment(
  store: Store,
  providers: readonly QueryableProvider[],
  orderId: string,
  now: Date,
): Promise<Answer> {
  let answer: Answer = 'none';
  for (const provider of providers) {
    const capture = await find(provider, orderId);
    if (capture === 'unreachable') answer = capture;
    else if (capture) return settlePayment(store, paymentEvent(provider, capture), now);
  }
  return answer;
}

export function canBeAsked(providers: readonly QueryableProvider[]): boolean {
  return providers.some((provider) => provider.findCapture !== undefined);
}

async function find(provider: QueryableProvider, orderId: string): Promise<Capture | 'unreachable' | undefined> {
  try {
    return await provider.findCapture?.(orderId);
  } catch {
    return 'unreachable';
  }
}

function paymentEvent({ name, test }: QueryableProvider, capture: Capture) {
  // The same payment has the same name however often it is found, and one that fits any column.
  const eventId = `asked:${createHash('sha256').update(capture.reference).digest('hex')}`;
  return { provider: name, eventId, eventType: 'asked', rawBody: JSON.stringify(capture), test, capture };
}
