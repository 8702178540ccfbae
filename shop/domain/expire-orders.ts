import { askForPayment, AskableProvider, canBeAsked } from './ask-provider';
import { notification } from './effects';
import { transition } from './order';
import { release, returnedNotices } from './stock';
import { Store } from '../ports/store';

/** How long a reservation waits for its payment. */
export const UNPAID_MINUTES = 30;

/** How long it waits for a provider that does not answer; money that arrives later still finds its order. */
const UNANSWERED_MINUTES = 120;

export interface ExpiryOptions {
  readonly providers?: readonly AskableProvider[];
  readonly limit?: number;
}

export interface Expiry {
  readonly expired: number;
  /** Orders whose money had come without anybody telling. */
  readonly paid: number;
  /** Orders that wait on, because their provider could not be asked. */
  readonly waiting: number;
}

/** Gives back what unpaid orders hold, one transaction an order. A provider that can be asked is asked first. */
export async function expireOverdue(store: Store, now: Date, { providers = [], limit = 50 }: ExpiryOptions = {}): Promise<Expiry> {
  const overdue = async (minutes: number) => store.read.orders.overdue(new Date(now.getTime() - minutes * 60_000), limit);
  const ids = await overdue(UNPAID_MINUTES);
  const askable = ids.length > 0 && canBeAsked(providers);
  const hopeless = new Set(askable ? await overdue(UNANSWERED_MINUTES) : []);
  const result = { expired: 0, paid: 0, waiting: 0 };
  for (const id of ids) {
    const answer = askable ? await askForPayment(store, providers, id, now) : 'none';
    if (answer === 'unreachable' && !hopeless.has(id)) result.waiting += 1;
    else if (typeof answer === 'object' && answer.outcome === 'handled') result.paid += 1;
    else if (await expireOrder(store, id)) result.expired += 1;
  }
  return result;
}

async function expireOrder(store: Store, orderId: string): Promise<boolean> {
  return store.transaction(async (unit) => {
    // A payment may have come since it was found: the lock decides who was first.
    const order = await unit.orders.lock(orderId);
    if (order?.state !== 'placed') return false;
    await transition(unit.orders, orderId, 'placed', 'expired');
    const lines = await unit.orders.lines(orderId);
    await release(unit, orderId, lines);
    await unit.outbox.add([
      notification('orders', `${orderId}:order.expired`, 'order.expired', { orderId }),
      ...await returnedNotices(unit, orderId, lines),
    ]);
    return true;
  });
}
