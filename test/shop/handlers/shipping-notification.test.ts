import { sqsEvent } from '../support/events';
import { captured, orderMessage, orderPath } from '../support/order-path';
import { TestShopDatabase } from '../support/shop-database';
import { useShop } from '../support/use-shop';
import { writing } from '../support/writing';

describe('shipping notification', () => {
  let shop: TestShopDatabase;
  useShop((made) => {
    shop = made;
  });

  const failed = (response: { batchItemFailures: readonly unknown[] }) => response.batchItemFailures.length;

  test('a dispatch that arrives before the payment is redelivered until the order is packed', async () => {
    const path = orderPath(shop.store);
    const order = orderMessage(await shop.product());
    const dispatched = {
      eventId: 'w',
      kind: 'shipment.dispatched',
      payload: { orderId: order.orderId, carrier: 'DHL', tracking: '1' },
    };
    expect(failed(await path.ship(sqsEvent([dispatched])))).toBe(1);
    await path.process(sqsEvent([order]));
    expect(failed(await path.ship(sqsEvent([dispatched])))).toBe(1);
    await path.webhook(captured(order.orderId, 1000));
    await path.ship(sqsEvent(path.topics.of('orders', 'order.paid')));
    expect(failed(await path.ship(sqsEvent([dispatched])))).toBe(0);
    expect(await shop.store.read.orders.find(order.orderId)).toMatchObject({ state: 'shipped' });
  });

  test('a parcel of an unknown order is an error', async () => {
    const path = orderPath(shop.store);
    expect(
      failed(
        await path.ship(
          sqsEvent([{ eventId: 'w', kind: 'order.paid', payload: { orderId: '01J8Z0000000000000000MSSNG' } }]),
        ),
      ),
    ).toBe(1);
  });

  test('a packed order without its shipment row is not shipped', async () => {
    const path = orderPath(shop.store);
    const order = orderMessage(await shop.product());
    await path.process(sqsEvent([order]));
    await shop.query("update orders set state = 'packed' where id = $1", [order.orderId]);
    const dispatched = {
      eventId: 'w',
      kind: 'shipment.dispatched',
      payload: { orderId: order.orderId, carrier: 'DHL', tracking: '1' },
    };
    expect(failed(await path.ship(sqsEvent([dispatched])))).toBe(1);
    expect(await shop.store.read.orders.find(order.orderId)).toMatchObject({ state: 'packed' });
  });

  test('the address may change until the parcel is packed', async () => {
    const path = orderPath(shop.store);
    const order = orderMessage(await shop.product());
    await path.process(sqsEvent([order]));
    const { orders } = writing(shop.store);
    const there = { ...order.address, line2: 'Flat 2', city: 'Hamburg' };
    const now = path.clock.now();
    expect(await orders.changeDelivery(order.orderId, there, now)).toBe(true);
    expect(await orders.find(order.orderId)).toMatchObject({ address: there, deliveryChangedAt: now });
    await shop.query("update orders set state = 'packed' where id = $1", [order.orderId]);
    expect(await orders.changeDelivery(order.orderId, order.address, now)).toBe(false);
    expect(await orders.find(order.orderId)).toMatchObject({ address: there });
  });
});
