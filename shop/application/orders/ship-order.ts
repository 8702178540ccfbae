import { transition } from './transition';
import { EVENTS } from '../../../src/contract/events';
import { Dispatch } from '../../domain/notifications';
import { IllegalTransition } from '../../domain/orders/order';
import { mail, notification } from '../../domain/outbox-message';
import { OrderMails } from '../../ports/mail-texts';
import { Store } from '../../ports/store';
import { mayMailAbout } from '../mails/mails-to-one-address';

/** `ignored`: the order took another course, such as a refund. `waiting`: its delivery address has changed recently. */
export type ShippingResult = 'done' | 'duplicate' | 'ignored' | 'waiting';

/** Rules about when an order is packed. */
export interface PackingRules {
  readonly now: Date;
  /**
   * Milliseconds for which an order waits after a change of its delivery address.
   *
   * @default 0
   */
  readonly deliveryChangeDelayMs?: number;
}

/**
 * Requests the parcel of a paid order from the warehouse. An order whose delivery address has changed recently waits;
 * the schedule tries again (`packDelayed`).
 *
 * @param orderId - order that a notification reports as paid
 * @param rules - see `PackingRules`
 * @throws IllegalTransition for an unknown order, so that the notification is redelivered
 */
export async function requestShipment(
  store: Store,
  orderId: string,
  { now, deliveryChangeDelayMs = 0 }: PackingRules,
): Promise<ShippingResult> {
  return store.transaction(async (unit) => {
    const order = await unit.orders.lock(orderId);
    if (!order) throw new IllegalTransition(orderId, 'missing', 'packed');
    if (await unit.shipments.find(orderId)) return 'duplicate';
    if (order.state !== 'paid') return 'ignored';
    if (order.deliveryChangedAt && order.deliveryChangedAt.getTime() + deliveryChangeDelayMs > now.getTime()) {
      return 'waiting';
    }
    await unit.shipments.request(orderId, order.test);
    await transition(unit.orders, orderId, 'paid', 'packed');
    await unit.outbox.add([
      notification('orders', `${orderId}:${EVENTS.orderPacked}`, EVENTS.orderPacked, { orderId, test: order.test }),
    ]);
    return 'done';
  });
}

const PAGE = 100;

/**
 * Requests the parcels of paid orders that waited after a change of their delivery address.
 *
 * @param rules - see `PackingRules`
 * @returns the number of requested parcels
 */
export async function packDelayed(store: Store, rules: PackingRules): Promise<number> {
  const before = new Date(rules.now.getTime() - (rules.deliveryChangeDelayMs ?? 0));
  const orderIds = await store.read.orders.deliveryChanged(before, PAGE);
  let packed = 0;
  for (const orderId of orderIds) {
    if ((await requestShipment(store, orderId, rules)) === 'done') packed += 1;
  }
  return packed;
}

/** Values that the shipping mail needs. */
export interface DispatchContext {
  readonly now: Date;
  readonly mails: OrderMails;
}

/**
 * Records that the warehouse has handed the parcel to the carrier.
 *
 * @param dispatch - repeating it has no effect
 * @throws IllegalTransition when it arrives before the parcel was requested, so that it is redelivered
 */
export async function dispatchShipment(
  store: Store,
  dispatch: Dispatch,
  context: DispatchContext,
): Promise<ShippingResult> {
  const { orderId, carrier, tracking } = dispatch;
  const { now, mails } = context;
  return store.transaction(async (unit) => {
    const order = await unit.orders.lock(orderId);
    if (order?.state === 'shipped' || order?.state === 'delivered') return 'duplicate';
    if (order?.state !== 'packed') throw new IllegalTransition(orderId, order?.state ?? 'missing', 'shipped');
    if (!(await unit.shipments.dispatch(orderId, carrier, tracking))) {
      throw new IllegalTransition(orderId, 'packed', 'shipped');
    }
    await transition(unit.orders, orderId, 'packed', 'shipped');
    const content = mails.shipped({ orderId, carrier, tracking });
    const mailed = !order.test || (await mayMailAbout(unit, order.email, now));
    await unit.outbox.add([
      notification('orders', `${orderId}:${EVENTS.orderShipped}`, EVENTS.orderShipped, { orderId, carrier, tracking }),
      ...(mailed ? [mail(`${orderId}:mail.order-shipped`, order.email, content, orderId)] : []),
    ]);
    return 'done';
  });
}
