/**
 * Steps of an order outside of the shop, as an administrator reports them. The table of transitions decides which step
 * is allowed.
 */
import { EventKind } from '../../../src/contract/events';
import { IllegalTransition, OrderState } from '../../domain/orders/order';
import { notification } from '../../domain/outbox-message';
import { Store } from '../../ports/store';
import { transition } from '../orders/transition';

/** `duplicate`: the order had reached the state before. */
export type StepResult = 'done' | 'duplicate';

/**
 * Records that the carrier has delivered the parcel.
 *
 * @throws IllegalTransition when the order is not `shipped`
 */
export async function markDelivered(store: Store, orderId: string): Promise<StepResult> {
  return step(store, orderId, 'shipped', 'delivered');
}

/**
 * Records that the money was refunded at the provider.
 *
 * @throws IllegalTransition when no refund is due
 */
export async function markRefunded(store: Store, orderId: string): Promise<StepResult> {
  return step(store, orderId, 'refund_due', 'refunded');
}

async function step(
  store: Store,
  orderId: string,
  from: OrderState,
  to: 'delivered' | 'refunded',
): Promise<StepResult> {
  return store.transaction(async (unit) => {
    const order = await unit.orders.lock(orderId);
    if (order?.state === to) return 'duplicate';
    if (order?.state !== from) throw new IllegalTransition(orderId, order?.state ?? 'missing', to);
    await transition(unit.orders, orderId, from, to);
    const kind: EventKind = `order.${to}`;
    await unit.outbox.add([notification('orders', `${orderId}:${kind}`, kind, { orderId })]);
    return 'done';
  });
}
