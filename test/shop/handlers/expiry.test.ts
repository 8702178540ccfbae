import { expireOverdue, ExpiryOptions } from '../../../shop/application/orders/expire-orders';
import { sqsEvent } from '../support/events';
import { captured, orderMessage, orderPath } from '../support/order-path';
import { QueryableProvider } from '../support/queryable-provider';
import { TestShopDatabase } from '../support/shop-database';
import { useFreshShop } from '../support/use-shop';

const MINUTE = 60_000;
const ONLY_EVERY_MINUTE = '2026-11-23T03:01:00Z';
const RECONCILER = '2026-11-23T03:05:00Z';

describe('the expiry of unpaid orders', () => {
  let shop: TestShopDatabase;
  useFreshShop((made) => {
    shop = made;
  });

  const stateOf = async (orderId: string) => (await shop.store.read.orders.find(orderId))?.state;
  const findings = (path: ReturnType<typeof orderPath>) =>
    path.metrics.counted
      .filter(([name]) => name === 'ReconcilerFindings')
      .map(([, count, { class: name, repaired }]) => [name, count, repaired])
      // The time source is set forward, so rows with the database's time look late.
      .filter(([name]) => name !== 'effects_late');
  const ledgerFits = async () => expect(await shop.store.read.audit.stockMismatches(10)).toEqual([]);
  const place = async (path: ReturnType<typeof orderPath>, onHand = 1) => {
    const product = await shop.product({ onHand });
    const order = orderMessage(product);
    await path.process(sqsEvent([order]));
    return { orderId: order.orderId, product };
  };

  test('releases stock after half an hour and not before, and notifies that the product is back', async () => {
    const path = orderPath(shop.store);
    const { orderId, product } = await place(path);
    path.clock.advance(29 * MINUTE);
    await path.runScheduledTasks(ONLY_EVERY_MINUTE);
    expect(await stateOf(orderId)).toBe('placed');
    path.clock.advance(2 * MINUTE);
    await path.runScheduledTasks(ONLY_EVERY_MINUTE);
    expect(await stateOf(orderId)).toBe('expired');
    expect(await shop.store.read.stock.find(product)).toMatchObject({ onHand: 1, reserved: 0 });
    expect(path.topics.of('orders', 'order.expired')).toHaveLength(1);
    expect(path.topics.of('stock').map(({ kind, payload }) => [kind, payload])).toEqual([
      ['stock.back', { productId: product, available: 1 }],
    ]);
    expect(path.metrics.sum('OrdersExpired')).toBe(1);
    await ledgerFits();
  });

  test('queries the provider first: a payment without a webhook is settled instead', async () => {
    const provider = new QueryableProvider();
    const path = orderPath(shop.store, {}, [provider]);
    const [paid, unpaid] = [await place(path), await place(path)];
    provider.captures.set(paid.orderId, 1000);
    path.clock.advance(31 * MINUTE);
    await path.runScheduledTasks(ONLY_EVERY_MINUTE);
    expect([await stateOf(paid.orderId), await stateOf(unpaid.orderId)]).toEqual(['paid', 'expired']);
    // The webhook arrives late. The same payment does not count as a second one.
    await path.webhook(captured(paid.orderId, 1000, { reference: `found_${paid.orderId}` }));
    expect(path.topics.of('orders', 'order.refund_due')).toEqual([]);
    expect(await shop.query('select 1 from payment')).toHaveLength(1);
    await ledgerFits();
  });

  test('waits for a provider that does not answer, but not forever', async () => {
    const provider = new QueryableProvider();
    provider.unavailable = true;
    const path = orderPath(shop.store, {}, [provider]);
    const { orderId } = await place(path);
    path.clock.advance(90 * MINUTE);
    await path.runScheduledTasks(ONLY_EVERY_MINUTE);
    expect(await stateOf(orderId)).toBe('placed');
    path.clock.advance(31 * MINUTE);
    await path.runScheduledTasks(ONLY_EVERY_MINUTE);
    expect(await stateOf(orderId)).toBe('expired');
  });

  test('does not settle a payment of another amount: the order expires, the payment is a finding', async () => {
    const provider = new QueryableProvider();
    const path = orderPath(shop.store, {}, [provider]);
    const { orderId } = await place(path);
    provider.captures.set(orderId, 999);
    path.clock.advance(31 * MINUTE);
    await path.runScheduledTasks(RECONCILER);
    expect(await stateOf(orderId)).toBe('expired');
    expect(findings(path)).toEqual([['event_unknown', 1, 'false']]);
  });

  test('waits for the configured time', async () => {
    const path = orderPath(shop.store, { ORDER_HOLDING_SECONDS: '600' });
    const { orderId } = await place(path);
    path.clock.advance(9 * MINUTE);
    await path.runScheduledTasks(ONLY_EVERY_MINUTE);
    expect(await stateOf(orderId)).toBe('placed');
    path.clock.advance(2 * MINUTE);
    await path.runScheduledTasks(ONLY_EVERY_MINUTE);
    expect(await stateOf(orderId)).toBe('expired');
  });

  describe('page by page', () => {
    /** Orders that are half an hour old and older, the oldest first, of one piece each. */
    const overdue = async (count: number) => {
      const path = orderPath(shop.store, { RESERVABLE_SHARE: '100' });
      const product = await shop.product({ onHand: count });
      const orders = Array.from({ length: count }, () => orderMessage(product));
      for (const order of orders) await path.process(sqsEvent([order]));
      for (const [index, { orderId }] of orders.entries()) {
        const placedAt = new Date(Date.now() - (60 - index) * MINUTE);
        await shop.query('update orders set placed_at = $1 where id = $2', [placedAt, orderId]);
      }
      return { product, ids: orders.map(({ orderId }) => orderId) };
    };
    const expire = async (options: ExpiryOptions) => expireOverdue(shop.store, new Date(), options);
    const placed = async () =>
      (await shop.query<{ id: string }>("select id from orders where state = 'placed' order by placed_at")).map(
        ({ id }) => id,
      );

    test('all overdue orders expire in one run, on any number of pages', async () => {
      for (const [count, page] of [
        [5, 2],
        [4, 2],
        [1, 1],
        [3, 100],
      ]) {
        const { product } = await overdue(count);
        expect(await expire({ page })).toEqual({ expired: count, paid: 0, waiting: 0 });
        expect(await shop.store.read.stock.find(product)).toMatchObject({ onHand: count, reserved: 0 });
      }
      expect(await placed()).toEqual([]);
      expect(await expire({ page: 2 })).toEqual({ expired: 0, paid: 0, waiting: 0 });
      await ledgerFits();
    });

    test('orders that wait for their provider do not delay the others', async () => {
      const { ids } = await overdue(7);
      const provider = new QueryableProvider();
      // All orders of the first page, and one of a later page.
      const silent = [ids[0], ids[1], ids[4]];
      for (const id of silent) provider.silent.add(id);
      provider.captures.set(ids[3], 1_000);
      const providers = [provider];
      expect(await expire({ page: 2, providers })).toEqual({ expired: 3, paid: 1, waiting: 3 });
      expect(await placed()).toEqual(silent);
      expect(await stateOf(ids[3])).toBe('paid');
      expect(await expire({ page: 2, providers })).toEqual({ expired: 0, paid: 0, waiting: 3 });
      provider.silent.clear();
      expect(await expire({ page: 2, providers })).toEqual({ expired: 3, paid: 0, waiting: 0 });
      await ledgerFits();
    });

    test('orders that waited four times as long expire without an answer, on every page', async () => {
      const { ids } = await overdue(6);
      const provider = new QueryableProvider();
      provider.unavailable = true;
      const old = ids.slice(0, 5);
      await shop.query("update orders set placed_at = placed_at - interval '2 hours' where id = any($1)", [old]);
      expect(await expire({ page: 2, providers: [provider] })).toEqual({ expired: 5, paid: 0, waiting: 1 });
      expect(await placed()).toEqual(ids.slice(5));
    });

    test('the run ends between two pages when its time is up, and the next run continues', async () => {
      const { ids } = await overdue(5);
      const left = [true, false];
      expect(await expire({ page: 2, goOn: () => left.shift() ?? true })).toEqual({ expired: 4, paid: 0, waiting: 0 });
      expect(await placed()).toEqual(ids.slice(4));
      expect(await expire({ page: 2 })).toEqual({ expired: 1, paid: 0, waiting: 0 });
    });

    test('an order that is paid during the run stays paid', async () => {
      const { ids } = await overdue(3);
      const path = orderPath(shop.store);
      const { overdue: find } = shop.store.read.orders;
      const orders = {
        ...shop.store.read.orders,
        overdue: async (...query: Parameters<typeof find>) => {
          const found = await find(...query);
          await path.webhook(captured(ids[1], 1_000));
          return found;
        },
      };
      const store = {
        read: { ...shop.store.read, orders },
        write: shop.store.write,
        transaction: shop.store.transaction.bind(shop.store),
        close: async () => undefined,
      };
      expect(await expireOverdue(store, new Date(), { page: 2 })).toEqual({ expired: 2, paid: 0, waiting: 0 });
      expect(await stateOf(ids[1])).toBe('paid');
      await ledgerFits();
    });
  });
});
