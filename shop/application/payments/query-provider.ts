/** Queries payment providers for payments that no webhook has reported. Never call it inside a transaction. */
import { createHash } from 'crypto';
import { settlePayment, Settlement } from './settle-payment';
import { Capture } from '../../domain/payments/payment';
import { PaymentProvider } from '../../ports/payment-provider';
import { Store } from '../../ports/store';

/** `none`: no provider has a payment. `unreachable`: at least one did not answer. */
export type QueryResult = Settlement | 'none' | 'unreachable';

/** Provider whose payments may be queried, if it supports that. */
export type QueryableProvider = Pick<PaymentProvider, 'name' | 'test' | 'findCapture'>;

/**
 * Queries the providers for an order's payment and settles what is found, as a webhook would.
 *
 * @param providers - queried in this order until one has a payment
 * @param now - time of the settlement
 */
export async function settleQueriedPayment(
  store: Store,
  providers: readonly QueryableProvider[],
  orderId: string,
  now: Date,
): Promise<QueryResult> {
  let answer: QueryResult = 'none';
  for (const provider of providers) {
    const capture = await find(provider, orderId);
    if (capture === 'unreachable') answer = capture;
    else if (capture) return settlePayment(store, paymentEvent(provider, capture), now);
  }
  return answer;
}

/** True when at least one provider supports queries. */
export function supportQueries(providers: readonly QueryableProvider[]): boolean {
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
  // A payment has the same id however often it is found. The hash fits into the column.
  const eventId = `asked:${createHash('sha256').update(capture.reference).digest('hex')}`;
  return { provider: name, eventId, eventType: 'asked', rawBody: JSON.stringify(capture), test, capture };
}
