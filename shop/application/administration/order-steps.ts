/** What an administrator says happened to an order outside of the shop. The table of transitions decides whether it may have. */
import { EventKind } from '../../../src/contract/events';
import { IllegalTransition, OrderState } from '../../domain/orders/order';
import { notification } from '../../domain/outbox-message';
import { Store } from '../../ports/store';
import { transition } from '../orders/transition';

export type StepResult = 'done' | 'duplicate';

/** The carrier says that the parcel is there. */
export async function markDelivered(store: Store, orderId: string): Promise<StepResult> {
  return step(store, orderId, 'shipped', 'delivered');
}

/** The money has been sent back, at the provider. */
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
