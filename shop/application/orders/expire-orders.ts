import { transition } from './transition';
import { EVENTS } from '../../../src/contract/events';
import { RESERVATION_MINUTES } from '../../domain/limits/unpaid-limits';
import { notification } from '../../domain/outbox-message';
import { Store } from '../../ports/store';
import { release, returnedNotices } from '../inventory/stock';
import { askForPayment, QueryableProvider, canBeAsked } from '../payments/ask-provider';

/**
 * The multiple of that time that it waits for a provider that does not answer; later money still finds its order.
 */
const UNANSWERED = 4;

const PAGE = 100;

export interface ExpiryOptions {
  /** Time that orders wait for their payment. */
  readonly holdingMs?: number;
  readonly providers?: readonly QueryableProvider[];
  readonly page?: number;
  /** Stops before the next page once this returns false; what is left is found by the next run. */
  readonly goOn?: () => boolean;
}

export interface Expiry {
  readonly expired: number;
  /** Orders whose money had come without anybody telling. */
  readonly paid: number;
  /** Orders that wait on, because their provider could not be asked. */
  readonly waiting: number;
}

/**
 * Ends all orders that waited too long, page by page, one transaction an order. A provider that can be asked is asked
 * first.
 */
export async function expireOverdue(store: Store, now: Date, options: ExpiryOptions = {}): Promise<Expiry> {
  const { holdingMs = RESERVATION_MINUTES * 60_000, providers = [], page = PAGE, goOn = () => true } = options;
  const askable = canBeAsked(providers);
  const overdue = async (ms: number, skip: number) =>
    store.read.orders.overdue(new Date(now.getTime() - ms), page, skip);
  const result = { expired: 0, paid: 0, waiting: 0 };
  do {
    // Those that wait on stay the oldest, so the page begins behind them.
    const ids = await overdue(holdingMs, result.waiting);
    const hopeless = new Set(askable && result.waiting === 0 ? await overdue(holdingMs * UNANSWERED, 0) : []);
    for (const id of ids) {
      const answer = askable ? await askForPayment(store, providers, id, now) : 'none';
      if (answer === 'unreachable' && !hopeless.has(id)) result.waiting += 1;
      else if (typeof answer === 'object' && answer.outcome === 'handled') result.paid += 1;
      else if (await expireOrder(store, id)) result.expired += 1;
    }
    if (ids.length < page) break;
  } while (goOn());
  return result;
}

async function expireOrder(store: Store, orderId: string): Promise<boolean> {
  return store.transaction(async (unit) => {
    // A payment may have come since it was found: the lock decides who was first.
    const order = await unit.orders.lock(orderId);
    if (order?.state !== 'placed') return false;
    await transition(unit.orders, orderId, 'placed', 'expired');
    const lines = await unit.orders.lines(orderId);
    const released = await release(unit, orderId, lines);
    await unit.outbox.add([
      notification('orders', `${orderId}:${EVENTS.orderExpired}`, EVENTS.orderExpired, { orderId }),
      ...(await returnedNotices(unit, orderId, released)),
    ]);
    return true;
  });
}
