import { isSameAddress, Address } from '../../domain/address';
import { deliveryMayChange, Order } from '../../domain/orders/order';
import { mail } from '../../domain/outbox-message';
import { OrderMails } from '../../ports/mail-texts';
import { Store } from '../../ports/store';

/**
 * Limit of changes that one e-mail address is mailed about, because anyone may type it into an order. Counted for each
 * address.
 */
export const DELIVERY_CHANGES = { name: 'delivery change', most: 5, minutes: 60 };

/** Values that the mail about a change needs. */
export interface ChangeContext {
  readonly now: Date;
  readonly mails: OrderMails;
}

/**
 * Changes the delivery address of an order, and mails the old and the new one to the customer. Repeating the same
 * address changes and mails nothing.
 *
 * @param address - checked by `readAddress`
 * @returns undefined when the parcel is packed or the order has ended
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

/**
 * Before a payment, ordering is free: the mail could be abused to send any text in a name or an address to any e-mail
 * address.
 */
function isPaidFor({ state, test }: Order): boolean {
  return state !== 'placed' && !test;
}
