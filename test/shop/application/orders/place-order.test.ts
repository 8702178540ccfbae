import { ulid } from 'ulid';
import { newAccessToken, provesAccess } from '../../../../shop/domain/orders/order-access';
import { OrderMessage } from '../../../../shop/domain/orders/order-message';
import { sqsEvent } from '../../support/events';
import { captured, orderMessage, orderPath, orderRow } from '../../support/order-path';
import { TestShopDatabase } from '../../support/shop-database';
import { useFreshShop } from '../../support/use-shop';
import { writing } from '../../support/writing';

const HOUR = 3_600_000;

describe('placing an order', () => {
  let shop: TestShopDatabase;
  useFreshShop((made) => {
    shop = made;
  });

  const place = async (path: ReturnType<typeof orderPath>, message: OrderMessage) => {
    expect(await path.process(sqsEvent([message]))).toEqual({ batchItemFailures: [] });
    return shop.store.read.orders.find(message.orderId);
  };
  const reserved = async (product: string) => (await shop.store.read.stock.find(product))?.reserved;
  const held = async ({ orderId }: OrderMessage) => (await shop.store.read.stock.movements(orderId)).length > 0;

  describe('reserves', () => {
    test.each([
      [0, 25, 0],
      [1, 25, 1],
      [2, 25, 1],
      [4, 25, 1],
      [5, 25, 2],
      [10, 25, 3],
      [50, 25, 13],
      [7, 100, 7],
      [7, 0, 0],
      [3, 1, 1],
      [200, 1, 2],
    ])('of %s pieces, at a share of %s %%, at most %s', async (onHand, share, most) => {
      const path = orderPath(shop.store, { RESERVABLE_SHARE: String(share) });
      const product = await shop.product({ onHand });
      for (let turn = 0; turn < most + 2; turn += 1) await place(path, orderMessage(product));
      expect(await reserved(product)).toBe(most);
      expect(path.metrics.sum('OrdersUnreserved')).toBe(onHand === 0 ? 0 : 2);
    });

    test('all lines or none: when one exceeds the share, the others are not reserved either', async () => {
      const path = orderPath(shop.store);
      const [plenty, few] = [await shop.product({ onHand: 100 }), await shop.product({ onHand: 4 })];
      const order = orderMessage('', { lines: [plenty, few].map((productId) => ({ productId, quantity: 2 })) });
      expect(await place(path, order)).toMatchObject({ state: 'placed' });
      expect([await reserved(plenty), await reserved(few), await held(order)]).toEqual([0, 0, false]);
    });

    test('nothing for a visitor who has reached a limit of unpaid orders', async () => {
      const product = await shop.product({ onHand: 100 });
      const order = orderMessage(product, { internal: { mayReserve: false } });
      expect(await place(orderPath(shop.store), order)).toMatchObject({ state: 'placed' });
      expect(await held(order)).toBe(false);
    });

    test('all free pieces for an account with an earlier paid order, and for no other', async () => {
      const path = orderPath(shop.store);
      const buy = async (before: Parameters<typeof orderRow>[0] | undefined) => {
        const customerId = ulid();
        if (before) {
          const row = orderRow({ ...before, customerId });
          await writing(shop.store).orders.insert(row);
        }
        const order = orderMessage(await shop.product({ onHand: 4 }), { quantity: 4, internal: { customerId } });
        await place(path, order);
        return held(order);
      };
      for (const state of ['paid', 'packed', 'shipped', 'delivered'] as const) {
        expect([state, await buy({ state })]).toEqual([state, true]);
      }
      for (const state of ['placed', 'expired', 'cancelled', 'rejected', 'refund_due', 'refunded'] as const) {
        expect([state, await buy({ state })]).toEqual([state, false]);
      }
      expect(await buy(undefined)).toBe(false);
      // The e-mail address of a customer who has paid proves nothing.
      const guest = orderMessage(await shop.product({ onHand: 4 }), { quantity: 4, email: 'ada@example.com' });
      await place(path, guest);
      expect(await held(guest)).toBe(false);
    });

    test('only the share for an account whose only payment was a demonstration', async () => {
      const path = orderPath(shop.store);
      const customerId = ulid();
      const row = orderRow({ customerId });
      await writing(shop.store).orders.insert(row);
      await writing(shop.store).orders.move(row.id, 'placed', 'paid', { test: true });
      const order = orderMessage(await shop.product({ onHand: 4 }), { quantity: 4, internal: { customerId } });
      await place(path, order);
      expect(await held(order)).toBe(false);
    });
  });

  test('sells pieces on hand to everyone, also when others have reserved them; otherwise it is sold out', async () => {
    const path = orderPath(shop.store, { RESERVABLE_SHARE: '100' });
    const product = await shop.product({ onHand: 3 });
    await place(path, orderMessage(product, { quantity: 3 }));
    expect(await place(path, orderMessage(product, { quantity: 3 }))).toMatchObject({ state: 'placed' });
    const more = await place(path, orderMessage(product, { quantity: 4 }));
    expect(more).toMatchObject({ state: 'rejected', reason: 'sold_out' });
    expect(path.metrics.counted.filter(([name]) => name.startsWith('O'))).toEqual([
      ['OrdersPlaced', 1, {}],
      ['OrdersPlaced', 1, {}],
      ['OrdersUnreserved', 1, {}],
      ['OrdersRejected', 1, { reason: 'sold_out' }],
      ['OversellAttempts', 1, {}],
    ]);
    const [first, second] = path.mailbox.mails;
    expect(first.text).toContain('reserved for you');
    expect(second.text).toContain('yours when your payment arrives');
  });

  test('stores hash and encrypted copy of the access token; a later message with another changes nothing', async () => {
    const path = orderPath(shop.store);
    const message = orderMessage(await shop.product());
    const order = await place(path, message);
    expect(provesAccess(order!, message.accessToken)).toBe(true);
    const copy = await shop.store.read.orders.accessCopy(message.orderId);
    expect(copy).toMatch(/^v1\./);
    const other = newAccessToken();
    expect(provesAccess((await place(path, { ...message, accessToken: other }))!, other)).toBe(false);
    expect(await shop.store.read.orders.accessCopy(message.orderId)).toBe(copy);
    expect(JSON.stringify(await shop.query('select * from orders'))).not.toContain(message.accessToken);
    expect(JSON.stringify(await shop.query('select * from outbox'))).not.toContain(message.accessToken);
  });

  test('the mail, which may go to anyone, contains no typed text: only number, products and token', async () => {
    const path = orderPath(shop.store, { SHOP_URL: 'https://shop.example' });
    const street = { line1: 'Now!', line2: 'Click here', postalCode: 'Win', city: 'Prizes', country: 'DE' };
    const address = { name: 'Call 0900 1234567', ...street };
    const message = orderMessage(await shop.product(), { address });
    await place(path, message);
    const [{ text, html, subject }] = path.mailbox.mails;
    for (const typed of Object.values(address).filter((each) => each !== 'DE')) {
      for (const part of [text, html, subject]) expect(part).not.toContain(typed);
    }
    const link = `https://shop.example/find-order?order=${message.orderId}`;
    expect(text).toContain(`Look at your order: ${link}&token=${message.accessToken}\n`);
    expect(text).toContain(`Pay €10.00: ${link}&to=payment&token=${message.accessToken}\n`);
  });

  describe('mails to one address', () => {
    test('are at most five an hour, about orders and rejections, in any spelling of the address', async () => {
      const path = orderPath(shop.store);
      const [product, none] = [await shop.product({ onHand: 100 }), await shop.product({ onHand: 0 })];
      const order = async (id = product, email = 'ada@example.com') => place(path, orderMessage(id, { email }));
      for (const id of [product, none, product, none, product]) await order(id);
      expect(path.mailbox.mails).toHaveLength(5);
      expect(await order(product, 'ADA@Example.com')).toMatchObject({ state: 'placed' });
      expect(await order(none)).toMatchObject({ state: 'rejected' });
      expect(path.mailbox.mails).toHaveLength(5);
      const dropped = ['MailsDropped', 1, { reason: 'many to one address' }];
      expect(path.metrics.counted.filter(([name]) => name === 'MailsDropped')).toEqual([dropped, dropped]);
      await order(product, 'grace@example.com');
      expect(path.mailbox.mails.at(-1)?.to).toBe('grace@example.com');
      path.clock.advance(HOUR + 1_000);
      await order();
      expect(path.mailbox.mails).toHaveLength(7);
    });

    test('are not more for orders paid by the demonstration, because these payments are free', async () => {
      const path = orderPath(shop.store);
      const product = await shop.product({ onHand: 100 });
      const orders = Array.from({ length: 7 }, () => orderMessage(product));
      for (const order of orders) await place(path, order);
      const [last] = orders.slice(-1);
      expect((await path.webhook(captured(last.orderId, 1_000), 'demo')).statusCode).toBe(200);
      path.mailbox.mails.length = 0;
      await path.notify(sqsEvent([{ eventId: 'e', kind: 'order.paid', payload: { orderId: last.orderId } }]));
      await path.ship(sqsEvent(path.topics.of('orders', 'order.paid')));
      const payload = { orderId: last.orderId, carrier: 'DHL', tracking: '1' };
      await path.ship(sqsEvent([{ eventId: 'f', kind: 'shipment.dispatched', payload }]));
      expect(await shop.store.read.orders.find(last.orderId)).toMatchObject({ state: 'shipped' });
      expect(path.mailbox.mails).toEqual([]);
    });

    test('are always sent for paid orders', async () => {
      const path = orderPath(shop.store);
      const product = await shop.product({ onHand: 100 });
      for (let turn = 0; turn < 6; turn += 1) await place(path, orderMessage(product));
      const last = orderMessage(product);
      await place(path, last);
      path.mailbox.mails.length = 0;
      await path.notify(sqsEvent([{ eventId: 'e', kind: 'order.paid', payload: { orderId: last.orderId } }]));
      const subject = `We received your payment for order ${last.orderId}`;
      expect(path.mailbox.mails).toMatchObject([{ subject, text: expect.stringContaining(last.accessToken) }]);
    });
  });
});
