import { isSameAddress, Address } from '../../domain/address';
import { deliveryMayChange, Order } from '../../domain/orders/order';
import { mail } from '../../domain/outbox-message';
import { OrderMails } from '../../ports/mail-texts';
import { Store } from '../../ports/store';

/**
 * Changes that one e-mail address is mailed about: whoever ordered may have typed anyone's. Counted by that address.
 */
export const DELIVERY_CHANGES = { name: 'delivery change', most: 5, minutes: 60 };

export interface ChangeContext {
  readonly now: Date;
  readonly mails: OrderMails;
}

/**
 * Changes where an order is delivered, and mails the old and the new address to its e-mail address. The same address
 * again changes nothing and mails nothing. Undefined: the order is being packed, or has ended.
 */
export async function changeDelivery(
  store: Store,
  orderId: string,
  address: Address,
  { now, mails }: ChangeContext,
): Promise<Order | undefined> {
  return store.transaction(async (unit) => {
    const order = await unit.orders.lock(orderId);
    if (!order || !deliveryMayChange(order.state)) return undefined;
    if (isSameAddress(order.address, address)) return order;
    if (!(await unit.orders.changeDelivery(orderId, address, now))) return undefined;
    const content = mails.deliveryChanged({
      orderId,
      before: order.address,
      after: address,
      named: isPaidFor(order),
    });
    await unit.outbox.add([mail(`${orderId}:mail.delivery-changed:${order.version}`, order.email, content, orderId)]);
    return { ...order, address, deliveryChangedAt: now };
  });
}

/** Before that, ordering is free: a name and an address addition would carry any text to any e-mail address. */
function isPaidFor({ state, test }: Order): boolean {
  return state !== 'placed' && !test;
}
