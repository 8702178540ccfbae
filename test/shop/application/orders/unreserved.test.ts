import { ulid } from 'ulid';
import { cancelOrder } from '../../../../shop/application/orders/cancel-order';
import { OrderMessage } from '../../../../shop/domain/orders/order-message';
import { sqsEvent } from '../../support/events';
import { captured, orderMessage, orderPath } from '../../support/order-path';
import { TestShopDatabase } from '../../support/shop-database';
import { useFreshShop } from '../../support/use-shop';
import { writing } from '../../support/writing';

const HOUR = 3_600_000;
const UNRESERVED = { internal: { mayReserve: false } };

describe('an order without a reservation', () => {
  let shop: TestShopDatabase;
  let path: ReturnType<typeof orderPath>;
  useFreshShop((made) => {
    shop = made;
    path = orderPath(shop.store, { RESERVABLE_SHARE: '100' });
  });

  const place = async (message: OrderMessage) => {
    await path.process(sqsEvent([message]));
    return message.orderId;
  };
  const stateOf = async (orderId: string) => (await shop.store.read.orders.find(orderId))?.state;
  const stock = async (product: string) => shop.store.read.stock.find(product);
  const movements = async (orderId: string) =>
    (await shop.store.read.stock.movements(orderId)).map(({ kind, onHandDelta, reservedDelta }) => [
      kind,
      onHandDelta,
      reservedDelta,
    ]);
  const limitEffects = async (orderId: string) =>
    shop.query('select kind, payload from outbox where id = $1', [`${orderId}:unpaid-limits`]);
  const ledgerFits = async () => expect(await shop.store.read.audit.stockMismatches(10)).toEqual([]);

  test('buys from the free pieces when it is paid', async () => {
    const product = await shop.product({ onHand: 5 });
    const other = await place(orderMessage(product, { quantity: 2 }));
    const order = await place(orderMessage(product, { quantity: 3, ...UNRESERVED }));
    await path.webhook(captured(order, 3_000));
    expect([await stateOf(order), await stateOf(other)]).toEqual(['paid', 'placed']);
    expect(await movements(order)).toEqual([['sell', -3, 0]]);
    expect(await stock(product)).toMatchObject({ onHand: 2, reserved: 2 });
    // The order with a reservation keeps it.
    await path.webhook(captured(other, 2_000));
    expect(await movements(other)).toEqual([
      ['reserve', 0, 2],
      ['sell', -2, -2],
    ]);
    expect(await stock(product)).toMatchObject({ onHand: 0, reserved: 0 });
    await ledgerFits();
  });

  test('is refunded when too few pieces are free by then, and no stock has moved', async () => {
    const [plenty, few] = [await shop.product({ onHand: 9 }), await shop.product({ onHand: 3 })];
    const lines = [plenty, few].map((productId) => ({ productId, quantity: 2 }));
    const order = await place(orderMessage('', { lines, ...UNRESERVED }));
    await place(orderMessage(few, { quantity: 2 }));
    await path.webhook(captured(order, 4_000, { reference: 'pay_back' }));
    expect(await stateOf(order)).toBe('refund_due');
    expect(await movements(order)).toEqual([]);
    expect(await stock(plenty)).toMatchObject({ onHand: 9, reserved: 0 });
    expect(await stock(few)).toMatchObject({ onHand: 3, reserved: 2 });
    const [{ payload }] = path.topics.of('orders', 'order.refund_due');
    expect(payload).toMatchObject({ orderId: order, reference: 'pay_back' });
    expect(path.topics.of('orders', 'order.paid')).toEqual([]);
    expect(path.metrics.sum('OversellAttempts')).toBe(1);
    expect(path.metrics.sum('Revenue')).toBe(0);
    await ledgerFits();
  });

  test('keeps a line that is sold already when its sale is completed', async () => {
    const [one, two] = [await shop.product(), await shop.product()].sort();
    const lines = [one, two].map((productId) => ({ productId, quantity: 1 }));
    const order = await place(orderMessage('', { lines, ...UNRESERVED }));
    await writing(shop.store).orders.move(order, 'placed', 'paid');
    await writing(shop.store).stock.sellFree(one, 1);
    const sold = { orderId: order, productId: one, kind: 'sell', onHandDelta: -1, reservedDelta: 0 } as const;
    await writing(shop.store).stock.record(sold);
    await path.runScheduledTasks('2026-11-23T03:05:00Z');
    expect(await movements(order)).toEqual([
      ['sell', -1, 0],
      ['sell', -1, 0],
    ]);
    expect([await stock(one), await stock(two)]).toMatchObject([{ onHand: 9 }, { onHand: 9 }]);
    await ledgerFits();
  });

  test.each([
    ['cancelled', async (orderId: string) => cancelOrder(shop.store, orderId)],
    [
      'expired',
      async () => {
        path.clock.advance(HOUR);
        await path.runScheduledTasks('2026-11-23T03:01:00Z');
      },
    ],
  ])('releases nothing when it is %s, and sends no notification', async (state, end) => {
    // No piece is for sale: those on hand are reserved for another order.
    const product = await shop.product({ onHand: 2 });
    await place(orderMessage(product, { quantity: 2 }));
    await shop.query("update orders set placed_at = placed_at + interval '2 hours'");
    const order = await place(orderMessage(product, { quantity: 1, ...UNRESERVED }));
    await end(order);
    expect(await stateOf(order)).toBe(state);
    expect(await movements(order)).toEqual([]);
    expect(await stock(product)).toMatchObject({ onHand: 2, reserved: 2 });
    expect(path.topics.of('stock', 'stock.back')).toEqual([]);
    expect(await shop.query("select 1 from outbox where kind = 'publish.stock'")).toEqual([]);
    await ledgerFits();
  });

  test('with a reservation releases all of it, and a notification is sent', async () => {
    const product = await shop.product({ onHand: 2 });
    const order = await place(orderMessage(product, { quantity: 2 }));
    expect(await cancelOrder(shop.store, order)).toBe('cancelled');
    expect(await movements(order)).toEqual(
      expect.arrayContaining([
        ['reserve', 0, 2],
        ['release', 0, -2],
      ]),
    );
    expect(await stock(product)).toMatchObject({ onHand: 2, reserved: 0 });
    expect(await shop.query("select kind from outbox where kind = 'publish.stock'")).toHaveLength(1);
  });

  test('that was paid, cancelled or rejected is no longer counted for its visitor', async () => {
    const product = await shop.product({ onHand: 5 });
    const [paid, cancelled] = [await place(orderMessage(product)), await place(orderMessage(product))];
    await path.webhook(captured(paid, 1_000));
    await cancelOrder(shop.store, cancelled);
    const rejected = await place(orderMessage(product, { quantity: 9 }));
    for (const orderId of [paid, cancelled, rejected]) {
      const payload = `{"scopes":["unpaid:${orderId}"]}`;
      expect(await limitEffects(orderId)).toEqual([{ kind: 'invalidate', payload }]);
    }
    const waiting = await place(orderMessage(product));
    expect(await limitEffects(waiting)).toEqual([]);
    await path.runScheduledTasks('2026-11-23T03:01:00Z');
    expect(path.forgotten.sort()).toEqual([paid, cancelled, rejected].map((orderId) => `unpaid:${orderId}`).sort());
  });

  test('a reservation that is missing in the stock row ends the transaction', async () => {
    const product = await shop.product({ onHand: 5 });
    const order = await place(orderMessage(product));
    await shop.query('update stock set reserved = 0');
    await expect(cancelOrder(shop.store, order)).rejects.toThrow(`order ${order}: cannot release product ${product}`);
    expect(await cancelOrder(shop.store, ulid())).toBeUndefined();
    expect(await stateOf(order)).toBe('placed');
  });
});
