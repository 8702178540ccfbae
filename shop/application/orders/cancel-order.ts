import { transition } from './transition';
import { EVENTS } from '../../../src/contract/events';
import { unpaidScope } from '../../domain/limits/unpaid-scope';
import { OrderState } from '../../domain/orders/order';
import { invalidation, notification } from '../../domain/outbox-message';
import { Store } from '../../ports/store';
import { release, returnedNotices } from '../inventory/stock';

/**
 * Cancels an unpaid order and releases its stock.
 *
 * @param orderId - the caller has checked the customer's right to cancel it
 * @returns the order's state afterwards, such as `paid` when the payment was faster; undefined for an unknown order
 */
export async function cancelOrder(store: Store, orderId: string): Promise<OrderState | undefined> {
  return store.transaction(async (unit) => {
    const order = await unit.orders.lock(orderId);
    if (order?.state !== 'placed') return order?.state;
    await transition(unit.orders, orderId, 'placed', 'cancelled');
    const lines = await unit.orders.lines(orderId);
    const released = await release(unit, orderId, lines);
    await unit.outbox.add([
      notification('orders', `${orderId}:${EVENTS.orderCancelled}`, EVENTS.orderCancelled, { orderId }),
      ...(await returnedNotices(unit, orderId, released)),
      invalidation(`${orderId}:unpaid-limits`, [unpaidScope(orderId)]),
    ]);
    return 'cancelled';
  });
}
