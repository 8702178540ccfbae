import { sqsEvent } from './support/events';
import { captured, orderMessage, orderPath } from './support/order-path';
import { TestPostgres } from './support/postgres';
import { shopDatabase, TestShopDatabase } from './support/shop-database';
import { useFreshShop } from './support/use-shop';

/** Unpaid orders of new customers may reserve all free pieces. */
const ALL = { RESERVABLE_SHARE: '100' };

describe('an order that passes through the functions', () => {
  let server: TestPostgres;
  let shop: TestShopDatabase;
  useFreshShop((made, on) => {
    [shop, server] = [made, on];
  });

  const stateOf = async (orderId: string) => (await shop.store.read.orders.find(orderId))?.state;

  test('is placed, paid, packed and shipped: one mail each, the stock is sold, the ledger agrees', async () => {
    const path = orderPath(shop.store);
    const product = await shop.product({ onHand: 5, priceMinor: 1250, lowMark: 3 });
    const order = orderMessage(product, { quantity: 2 });

    expect(await path.process(sqsEvent([order]))).toEqual({ batchItemFailures: [] });
    expect(await stateOf(order.orderId)).toBe('placed');
    expect(await shop.store.read.stock.find(product)).toMatchObject({ onHand: 5, reserved: 2 });

    expect((await path.webhook(captured(order.orderId, 2500))).statusCode).toBe(200);
    expect(await stateOf(order.orderId)).toBe('paid');
    expect(await shop.store.read.stock.find(product)).toMatchObject({ onHand: 3, reserved: 0 });

    const paid = path.topics.of('orders', 'order.paid');
    expect(paid).toHaveLength(1);
    await path.ship(sqsEvent(paid));
    expect(await stateOf(order.orderId)).toBe('packed');
    await path.notify(sqsEvent([...path.topics.of('orders'), ...path.topics.of('stock')]));

    const dispatched = {
      eventId: 'warehouse-1',
      kind: 'shipment.dispatched',
      payload: { orderId: order.orderId, carrier: 'DHL', tracking: '00340' },
    };
    await path.ship(sqsEvent([dispatched]));
    expect(await stateOf(order.orderId)).toBe('shipped');
    expect(await shop.store.read.shipments.find(order.orderId)).toMatchObject({
      state: 'shipped',
      carrier: 'DHL',
      tracking: '00340',
    });

    expect(
      path.mailbox.mails.map(({ to, id }) => [
        to,
        id
          .replace(order.orderId, 'O')
          .replace(product, 'P')
          .replace(/\d{4}-\d\d-\d\d/, 'D'),
      ]),
    ).toEqual([
      ['Ada@example.com', 'O:mail.order-received'],
      ['Ada@example.com', 'O:order.paid:mail'],
      ['operator@example.com', 'P:stock.low:D:mail'],
      ['Ada@example.com', 'O:mail.order-shipped'],
    ]);
    expect(path.topics.of('orders').map(({ kind }) => kind)).toEqual([
      'order.placed',
      'payment.request',
      'order.paid',
      'order.packed',
      'order.shipped',
    ]);
    expect(
      await shop.query(
        'select kind, on_hand_delta, reserved_delta from stock_movement where order_id = $1 order by created_at',
        [order.orderId],
      ),
    ).toEqual([
      { kind: 'reserve', on_hand_delta: 0, reserved_delta: 2 },
      { kind: 'sell', on_hand_delta: -2, reserved_delta: -2 },
    ]);
  });

  test('has one payment, one parcel and one mail each when every message is delivered twice', async () => {
    const path = orderPath(shop.store);
    const product = await shop.product();
    const order = orderMessage(product);
    const twice = async (run: () => Promise<unknown>) => {
      await run();
      await run();
    };

    await twice(async () => path.process(sqsEvent([order, order])));
    const event = captured(order.orderId, 1000);
    await twice(async () => expect((await path.webhook(event)).statusCode).toBe(200));
    // The same payment in another event is known as well.
    await path.webhook({ ...event, id: 'evt_again' });
    await twice(async () => path.ship(sqsEvent(path.topics.of('orders', 'order.paid'))));
    await twice(async () => path.notify(sqsEvent([...path.topics.of('orders')])));
    const dispatched = {
      eventId: 'w',
      kind: 'shipment.dispatched',
      payload: { orderId: order.orderId, carrier: 'DHL', tracking: '1' },
    };
    await twice(async () => expect(await path.ship(sqsEvent([dispatched]))).toEqual({ batchItemFailures: [] }));
    // The notification of the payment is redelivered after the shipment.
    expect(await path.ship(sqsEvent(path.topics.of('orders', 'order.paid')))).toEqual({ batchItemFailures: [] });

    expect(path.mailbox.mails.map(({ id }) => id.slice(27))).toEqual([
      'mail.order-received',
      'order.paid:mail',
      'mail.order-shipped',
    ]);
    expect(await shop.store.read.stock.find(product)).toMatchObject({ onHand: 9, reserved: 0 });
    expect(await shop.query('select count(*) as n from orders union all select count(*) from payment')).toEqual([
      { n: '1' },
      { n: '1' },
    ]);
    expect(await shop.query('select outcome from webhook_event order by event_id')).toEqual(
      expect.arrayContaining([{ outcome: 'handled' }, { outcome: 'ignored' }]),
    );
  });

  test('is processed when another message of the batch fails', async () => {
    const path = orderPath(shop.store);
    const product = await shop.product();
    const [first, last] = [orderMessage(product), orderMessage(product)];
    const response = await path.process(
      sqsEvent([first, '{"orderId": ', orderMessage(product, { email: 'nobody' }), last]),
    );
    expect(response.batchItemFailures).toEqual([{ itemIdentifier: 'm2' }, { itemIdentifier: 'm3' }]);
    expect([await stateOf(first.orderId), await stateOf(last.orderId)]).toEqual(['placed', 'placed']);
    expect(
      (await path.ship(sqsEvent([{ kind: 'order.paid' }, { eventId: 'x', kind: 'something.else', payload: {} }])))
        .batchItemFailures,
    ).toEqual([{ itemIdentifier: 'm1' }]);
    expect((await path.notify(sqsEvent(['no json']))).batchItemFailures).toHaveLength(1);
  });

  test('is rejected as a whole when one line is sold out, and the other line is not reserved', async () => {
    const path = orderPath(shop.store);
    const [plenty, few] = [await shop.product({ onHand: 9 }), await shop.product({ onHand: 1 })];
    const order = orderMessage(plenty, {
      lines: [
        { productId: plenty, quantity: 2 },
        { productId: few, quantity: 2 },
      ],
    });
    await path.process(sqsEvent([order]));
    expect(await shop.store.read.orders.find(order.orderId)).toMatchObject({ state: 'rejected', reason: 'sold_out' });
    expect(await shop.store.read.stock.find(plenty)).toMatchObject({ reserved: 0 });
    expect(await shop.query('select 1 from stock_movement where order_id = $1', [order.orderId])).toEqual([]);
    expect(await shop.store.read.orders.lines(order.orderId)).toHaveLength(2);
    expect(path.mailbox.mails.map(({ subject }) => subject)).toEqual([`We cannot deliver your order ${order.orderId}`]);
    expect(path.topics.of('orders').map(({ kind, payload }) => [kind, payload.reason])).toEqual([
      ['order.rejected', 'sold_out'],
    ]);
  });

  test.each([
    [
      'price_changed',
      async () => ({ productId: await shop.product({ priceMinor: 1000 }), quantity: 1, priceMinor: 999 }),
    ],
    ['not_available', async () => ({ productId: await shop.product({ active: false }), quantity: 1 })],
    ['not_available', async () => ({ productId: '01J8Z0000000000000000MSSNG', quantity: 1 })],
  ])('is rejected: %s', async (reason, line) => {
    const path = orderPath(shop.store);
    const order = orderMessage('', { lines: [await line()] });
    await path.process(sqsEvent([order]));
    expect(await shop.store.read.orders.find(order.orderId)).toMatchObject({ state: 'rejected', reason });
  });

  test('of a product that is not on sale reveals neither its name nor its price', async () => {
    const path = orderPath(shop.store);
    const order = orderMessage(await shop.product({ active: false, priceMinor: 7_777 }), { quantity: 2 });
    await path.process(sqsEvent([order]));
    expect(await shop.store.read.orders.find(order.orderId)).toMatchObject({ reason: 'not_available', totalMinor: 0 });
    const [line] = await shop.store.read.orders.lines(order.orderId);
    expect(line).toMatchObject({ name: 'A product that is no longer sold', quantity: 2, priceMinor: 0 });
  });

  test.each([
    { share: 25, reserved: 13 },
    { share: 100, reserved: 50 },
  ])(
    '200 buyers for 50 pieces, of which $share % may be reserved: $reserved are, and exactly 50 buyers get one',
    async ({ share, reserved }) => {
      const crowded = await shopDatabase(server, { poolSize: 20, unavailableMs: 60_000 });
      const path = orderPath(crowded.store, { RESERVABLE_SHARE: String(share) });
      const product = await crowded.product({ onHand: 50 });
      const buyer = (_: unknown, number: number) => orderMessage(product, { email: `buyer-${number}@example.com` });
      const orders = Array.from({ length: 200 }, buyer);
      const responses = await Promise.all(orders.map(async (order) => path.process(sqsEvent([order]))));
      expect(responses.flatMap((response) => response.batchItemFailures)).toEqual([]);
      const states = async () =>
        crowded.query('select state, count(*)::int as n from orders group by state order by state');
      expect(await states()).toEqual([{ state: 'placed', n: 200 }]);
      expect(await crowded.store.read.stock.find(product)).toMatchObject({ onHand: 50, reserved });
      expect(await crowded.query("select count(*)::int as n from stock_movement where kind = 'reserve'")).toEqual([
        { n: reserved },
      ]);
      expect(path.metrics.sum('OrdersUnreserved')).toBe(200 - reserved);
      // The relay delivers what concurrent runs have left, and sends no mail twice.
      await path.process(sqsEvent([buyer(undefined, 200)]));
      expect(path.mailbox.mails).toHaveLength(201);
      expect(new Set(path.mailbox.mails.map(({ id }) => id)).size).toBe(201);

      const answers = await Promise.all(orders.map(async ({ orderId }) => path.webhook(captured(orderId, 1000))));
      expect(new Set(answers.map(({ statusCode }) => statusCode))).toEqual(new Set([200]));
      expect(await states()).toEqual([
        { state: 'paid', n: 50 },
        { state: 'placed', n: 1 },
        { state: 'refund_due', n: 150 },
      ]);
      expect(await crowded.store.read.stock.find(product)).toMatchObject({ onHand: 0, reserved: 0 });
      expect(await crowded.store.read.audit.stockMismatches(10)).toEqual([]);
      expect(path.metrics.sum('OversellAttempts')).toBe(150);
      // Every order with a reservation has its piece.
      expect(
        await crowded.query(`select o.id from stock_movement m join orders o on o.id = m.order_id
      where m.kind = 'reserve' and o.state <> 'paid'`),
      ).toEqual([]);
      await crowded.close();
    },
  );

  describe('unpaid for too long', () => {
    const HOUR = 3_600_000;

    test('releases its stock, and continues after a late payment if enough pieces are free', async () => {
      const path = orderPath(shop.store, ALL);
      const product = await shop.product({ onHand: 3 });
      const order = orderMessage(product, { quantity: 2 });
      await path.process(sqsEvent([order]));
      path.clock.advance(HOUR);
      await path.runScheduledTasks();
      await path.process(sqsEvent([orderMessage(product)]));
      expect(await stateOf(order.orderId)).toBe('expired');
      expect(await shop.store.read.stock.find(product)).toMatchObject({ onHand: 3, reserved: 1 });

      await path.webhook(captured(order.orderId, 2000));
      expect(await stateOf(order.orderId)).toBe('paid');
      expect(await shop.store.read.stock.find(product)).toMatchObject({ onHand: 1, reserved: 1 });
    });

    test('is to be refunded after a late payment if it is sold out', async () => {
      const path = orderPath(shop.store, ALL);
      const [product, other] = [await shop.product({ onHand: 2 }), await shop.product({ onHand: 2 })];
      const order = orderMessage(product, {
        lines: [
          { productId: other, quantity: 1 },
          { productId: product, quantity: 2 },
        ],
      });
      await path.process(sqsEvent([order]));
      path.clock.advance(HOUR);
      await path.runScheduledTasks();
      await path.process(sqsEvent([orderMessage(other)]));
      await path.process(sqsEvent([orderMessage(product)]));
      await path.webhook(captured(order.orderId, 3000, { reference: 'pay_late' }));
      expect(await stateOf(order.orderId)).toBe('refund_due');
      expect(await shop.store.read.stock.find(other)).toMatchObject({ onHand: 2, reserved: 1 });
      expect(await shop.query('select state from payment')).toEqual([{ state: 'refund_due' }]);
      const refund = path.topics.of('orders', 'order.refund_due');
      expect(refund[0].payload).toMatchObject({
        orderId: order.orderId,
        reference: 'pay_late',
        amountMinor: 3000,
        currency: 'EUR',
      });
      await path.notify(sqsEvent(refund));
      expect(path.mailbox.mails.at(-1)).toMatchObject({
        subject: `We are returning your payment for order ${order.orderId}`,
      });
      // The notification may arrive before or after: nothing is shipped.
      await path.ship(sqsEvent([{ eventId: 'x', kind: 'order.paid', payload: { orderId: order.orderId } }]));
      expect(await stateOf(order.orderId)).toBe('refund_due');
    });
  });
});
