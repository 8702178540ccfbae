import { notification } from './effects';
import { transition } from './order';
import { release } from './stock';
import { Store } from '../ports/store';

/** How long a reservation waits for its payment. */
export const UNPAID_MINUTES = 30;

/** Gives back what unpaid orders hold, one transaction an order; returns how many expired. */
export async function expireOverdue(store: Store, now: Date, limit = 20): Promise<number> {
  const ids = await store.read.orders.overdue(new Date(now.getTime() - UNPAID_MINUTES * 60_000), limit);
  let expired = 0;
  for (const id of ids) {
    if (await expireOrder(store, id)) expired += 1;
  }
  return expired;
}

async function expireOrder(store: Store, orderId: string): Promise<boolean> {
  return store.transaction(async (unit) => {
    // A payment may have come since it was found: the lock decides who was first.
    const order = await unit.orders.lock(orderId);
    if (order?.state !== 'placed') return false;
    await transition(unit.orders, orderId, 'placed', 'expired');
    await release(unit, orderId, await unit.orders.lines(orderId));
    await unit.outbox.add([notification('orders', `${orderId}:order.expired`, 'order.expired', { orderId })]);
    return true;
  });
}
