import { mail, notification } from './effects';
import { orderShippedMail } from './mails/order-mails';
import { Dispatch } from './notifications';
import { IllegalTransition, transition } from './order';
import { Store } from '../ports/store';

export type ShippingResult = 'done' | 'duplicate' | 'ignored';

/** A paid order asks for its parcel. `ignored`: the order went another way, such as a refund, before the news arrived. */
export async function requestShipment(store: Store, orderId: string): Promise<ShippingResult> {
  return store.transaction(async (unit) => {
    const order = await unit.orders.lock(orderId);
    if (!order) throw new IllegalTransition(orderId, 'missing', 'packed');
    if (await unit.shipments.find(orderId)) return 'duplicate';
    if (order.state !== 'paid') return 'ignored';
    await unit.shipments.request(orderId, order.test);
    await transition(unit.orders, orderId, 'paid', 'packed');
    await unit.outbox.add([notification('orders', `${orderId}:order.packed`, 'order.packed', { orderId, test: order.test })]);
    return 'done';
  });
}

/** The warehouse handed the parcel over. News that overtakes the request fails and comes again later. */
export async function dispatchShipment(store: Store, { orderId, carrier, tracking }: Dispatch, shopName: string): Promise<ShippingResult> {
  return store.transaction(async (unit) => {
    const order = await unit.orders.lock(orderId);
    if (order?.state === 'shipped' || order?.state === 'delivered') return 'duplicate';
    if (order?.state !== 'packed') throw new IllegalTransition(orderId, order?.state ?? 'missing', 'shipped');
    if (!await unit.shipments.dispatch(orderId, carrier, tracking)) throw new IllegalTransition(orderId, 'packed', 'shipped');
    await transition(unit.orders, orderId, 'packed', 'shipped');
    await unit.outbox.add([
      notification('orders', `${orderId}:order.shipped`, 'order.shipped', { orderId, carrier, tracking }),
      mail(`${orderId}:mail.order-shipped`, order.email, orderShippedMail({ shopName, orderId, carrier, tracking })),
    ]);
    return 'done';
  });
}
