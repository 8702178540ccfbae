import { transition } from './transition';
import { EVENTS } from '../../../src/contract/events';
import { RESERVATION_MINUTES } from '../../domain/limits/unpaid-limits';
import { notification } from '../../domain/outbox-message';
import { Store } from '../../ports/store';
import { release, returnedNotices } from '../inventory/stock';
import { settleQueriedPayment, QueryableProvider, supportQueries } from '../payments/query-provider';

/**
 * Multiple of the payment time for which an order waits for a provider that does not answer. A later payment still
 * finds the order.
 */
const UNANSWERED = 4;

const PAGE = 100;

/** Options of one run. */
export interface ExpiryOptions {
  /** Milliseconds for which an order may stay unpaid. */
  readonly holdingMs?: number;
  readonly providers?: readonly QueryableProvider[];
  readonly page?: number;
  /** Ends the run before the next page when it returns false; the next run continues. */
  readonly goOn?: () => boolean;
}

/** Result of one run. */
export interface Expiry {
  readonly expired: number;
  /** Orders that were paid without a webhook. */
  readonly paid: number;
  /** Orders that keep waiting, because their provider could not be queried. */
  readonly waiting: number;
}

/**
 * Expires all unpaid orders whose time has passed, page by page, one transaction for each order. Queries the payment
 * provider first, if it supports that.
 *
 * @param now - orders are overdue at this time
 */
export async function expireOverdue(store: Store, now: Date, options: ExpiryOptions = {}): Promise<Expiry> {
  const { holdingMs = RESERVATION_MINUTES * 60_000, providers = [], page = PAGE, goOn = () => true } = options;
  const queryable = supportQueries(providers);
  const overdue = async (ms: number, skip: number) =>
    store.read.orders.overdue(new Date(now.getTime() - ms), page, skip);
  const result = { expired: 0, paid: 0, waiting: 0 };
  do {
    // Orders that keep waiting stay the oldest ones, so the next page begins after them.
    const ids = await overdue(holdingMs, result.waiting);
    const unanswered = new Set(queryable && result.waiting === 0 ? await overdue(holdingMs * UNANSWERED, 0) : []);
    for (const id of ids) {
      const answer = queryable ? await settleQueriedPayment(store, providers, id, now) : 'none';
      if (answer === 'unreachable' && !unanswered.has(id)) result.waiting += 1;
      else if (typeof answer === 'object' && answer.outcome === 'handled') result.paid += 1;
      else if (await expireOrder(store, id)) result.expired += 1;
    }
    if (ids.length < page) break;
  } while (goOn());
  return result;
}

async function expireOrder(store: Store, orderId: string): Promise<boolean> {
  return store.transaction(async (unit) => {
    // A payment may have arrived since the query. The lock decides which one is first.
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
