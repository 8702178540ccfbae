import { changeDelivery } from '../../../../shop/application/orders/change-delivery';
import { Address } from '../../../../shop/domain/address';
import { orderMails } from '../../../../shop/presentation/mails/order-mails';
import { sqsEvent } from '../../support/events';
import { captured, orderMessage, orderPath } from '../../support/order-path';
import { TestShopDatabase } from '../../support/shop-database';
import { useFreshShop } from '../../support/use-shop';

const MINUTE = 60_000;
const SHOP_URL = 'https://shop.example';

describe('a change of the delivery address', () => {
  let shop: TestShopDatabase;
  useFreshShop((made) => {
    shop = made;
  });

  /** Order of EUR 10.00, in a shop that delays packing for an hour after a change. */
  const placed = async (environment: Record<string, string> = { DELIVERY_CHANGE_DELAY_SECONDS: '3600' }) => {
    const path = orderPath(shop.store, { SHOP_URL, ...environment });
    const order = orderMessage(await shop.product());
    await path.process(sqsEvent([order]));
    path.mailbox.mails.length = 0;
    const { orderId: id } = order;
    const context = () => ({ now: path.clock.now(), mails: orderMails({ shopName: 'Shop', shopUrl: SHOP_URL }) });
    return {
      ...path,
      ...order,
      elsewhere: { ...order.address, line2: 'Flat 2', city: 'Hamburg' },
      change: async (address: Address) => changeDelivery(shop.store, id, address, context()),
      pay: async () => path.webhook(captured(id, 1_000)),
      /** Delivers the notification of the payment to the shipping function. */
      pack: async () => path.ship(sqsEvent(path.topics.of('orders', 'order.paid'))),
      minute: async () => path.runScheduledTasks('2026-11-23T03:01:00Z'),
      state: async () => (await shop.store.read.orders.find(id))?.state,
    };
  };

  test.each([
    ['not paid', false],
    ['paid by the demonstration, which is free', true],
  ])(
    'of an order that is %s is mailed with street and place, but without name and addition',
    async (_, demonstrated) => {
      const order = await placed();
      if (demonstrated) expect((await order.webhook(captured(order.orderId, 1_000), 'demo')).statusCode).toBe(200);
      const typed = { name: 'You won, call 0900 1234567', line2: 'Call 0900 1234567' };
      await order.change({ ...order.address, ...typed, line1: 'Side Street 2', city: 'Hamburg' });
      await order.minute();
      const [{ subject, text, html }] = order.mailbox.mails.filter((mail) => mail.subject.includes('delivery address'));
      for (const part of [subject, text, html]) expect(part).not.toMatch(/0900|Lovelace/);
      expect(text).toContain('From now on we deliver to:\nSide Street 2\n10115 Hamburg\nDE');
      expect(text).toContain('And no longer to:\nMain Street 1\n10115 Berlin\nDE');
      expect(text).toContain(`${SHOP_URL}/find-order?order=${order.orderId}&token=${order.accessToken}\n`);
    },
  );

  test('is mailed to the address of the order, with the old place, the new one and a link', async () => {
    const order = await placed();
    await order.pay();
    expect(await order.change(order.elsewhere)).toMatchObject({ id: order.orderId, address: order.elsewhere });
    expect(await shop.store.read.orders.find(order.orderId)).toMatchObject({ address: order.elsewhere, version: 3 });
    await order.minute();
    expect(order.mailbox.mails.map(({ to, subject }) => [to, subject])).toEqual([
      ['Ada@example.com', `The delivery address of your order ${order.orderId} was changed`],
    ]);
    const [{ text }] = order.mailbox.mails;
    expect(text).toMatch(/From now on we deliver to:\nAda Lovelace\nMain Street 1\nFlat 2\n10115 Hamburg\nDE/);
    expect(text).toMatch(/And no longer to:\nAda Lovelace\nMain Street 1\n10115 Berlin\nDE/);
    expect(text).toContain(`${SHOP_URL}/find-order?order=${order.orderId}&token=${order.accessToken}\n`);
  });

  test('to the same address changes nothing and mails nothing', async () => {
    const order = await placed();
    expect(await order.change({ ...order.address })).toMatchObject({ address: order.address });
    const unchanged = await shop.store.read.orders.find(order.orderId);
    expect(unchanged).toMatchObject({ version: 1 });
    expect(unchanged?.deliveryChangedAt).toBeUndefined();
    await order.minute();
    expect(order.mailbox.mails).toEqual([]);
  });

  test('and a change back are two changes and two mails', async () => {
    const order = await placed();
    await order.change(order.elsewhere);
    await order.change(order.address);
    await order.minute();
    expect(order.mailbox.mails).toHaveLength(2);
    expect(await shop.store.read.orders.find(order.orderId)).toMatchObject({ address: order.address });
  });

  test('delays the packing of a paid order; then the schedule packs it, once', async () => {
    const order = await placed();
    await order.change(order.elsewhere);
    await order.pay();
    await order.pack();
    expect(await order.state()).toBe('paid');
    order.clock.advance(59 * MINUTE);
    await order.minute();
    expect(await order.state()).toBe('paid');
    order.clock.advance(2 * MINUTE);
    await order.minute();
    await order.minute();
    expect(await order.state()).toBe('packed');
    expect(order.topics.of('orders', 'order.packed')).toHaveLength(1);
    // The notification of the payment is redelivered.
    expect(await order.pack()).toEqual({ batchItemFailures: [] });
    expect(order.topics.of('orders', 'order.packed')).toHaveLength(1);
  });

  test('made again restarts the delay', async () => {
    const order = await placed();
    await order.pay();
    await order.change(order.elsewhere);
    order.clock.advance(50 * MINUTE);
    await order.change(order.address);
    order.clock.advance(50 * MINUTE);
    await order.pack();
    await order.minute();
    expect(await order.state()).toBe('paid');
    order.clock.advance(11 * MINUTE);
    await order.minute();
    expect(await order.state()).toBe('packed');
  });

  test('delays nothing by default, and an order without a change is packed at once', async () => {
    const [usual, unchanged] = [await placed({}), await placed()];
    await usual.change(usual.elsewhere);
    for (const order of [usual, unchanged]) {
      await order.pay();
      await order.pack();
      expect(await order.state()).toBe('packed');
    }
  });

  test('is refused once the order is packed, and for an unknown order', async () => {
    const order = await placed();
    await order.pay();
    await order.pack();
    expect(await order.change(order.elsewhere)).toBeUndefined();
    expect(await shop.store.read.orders.find(order.orderId)).toMatchObject({ address: order.address });
    const context = { now: order.clock.now(), mails: orderMails({ shopName: 'Shop' }) };
    expect(await changeDelivery(shop.store, '01J8Z0000000000000000MSSNG', order.elsewhere, context)).toBeUndefined();
    await order.minute();
    expect(order.mailbox.mails).toEqual([]);
  });
});
