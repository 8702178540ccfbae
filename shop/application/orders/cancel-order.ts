import { transition } from './transition';
import { EVENTS } from '../../../src/contract/events';
import { unpaidScope } from '../../domain/limits/unpaid-scope';
import { OrderState } from '../../domain/orders/order';
import { invalidation, notification } from '../../domain/outbox-message';
import { Store } from '../../ports/store';
import { release, returnedNotices } from '../inventory/stock';

/** The customer takes an unpaid order back and the stock is free again. Returns the state it is in afterwards: a payment may have been quicker. */
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
