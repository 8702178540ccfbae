import { ulid } from 'ulid';
import { output } from '../../../shop/adapters/log';
import { SignedHeaderProvider } from '../../../shop/adapters/payment/signed-header';
import { invalidation, notification } from '../../../shop/domain/effects';
import { PaymentProvider } from '../../../shop/ports/payment-provider';
import { StoreError } from '../../../shop/ports/store';
import { sqsEvent } from '../support/events';
import { captured, orderMessage, orderPath } from '../support/order-path';
import { TestShopDatabase } from '../support/shop-database';
import { useFreshShop } from '../support/use-shop';

const MINUTE = 60_000;
const ONLY_EVERY_MINUTE = '2026-11-23T03:01:00Z';
const RECONCILER = '2026-11-23T03:05:00Z';

/** A provider that can be asked; it knows of these payments. */
class AskableProvider extends SignedHeaderProvider implements PaymentProvider {
  readonly captures = new Map<string, number>();
  away = false;

  constructor() {
    super('signed', false);
  }

  async findCapture(orderId: string) {
    if (this.away) throw new Error('provider away');
    const minor = this.captures.get(orderId);
    return minor === undefined ? undefined : { orderId, reference: `found_${orderId}`, amount: { minor, currency: 'EUR' } };
  }
}

describe('the clock', () => {
  let shop: TestShopDatabase;
  useFreshShop((made) => { shop = made; });

  const logged = (text: string) => expect(output.line).toHaveBeenCalledWith(expect.stringContaining(text));
  const stateOf = async (orderId: string) => (await shop.store.read.orders.find(orderId))?.state;
  const allFindings = (path: ReturnType<typeof orderPath>) => path.metrics.counted
    .filter(([name]) => name === 'ReconcilerFindings').map(([, count, { class: name, repaired }]) => [name, count, repaired]);
  // Where the clock is put forward, what the database notes with its own time looks late.
  const findings = (path: ReturnType<typeof orderPath>) => allFindings(path).filter(([name]) => name !== 'effects_late');
  const ledgerFits = async () => expect(await shop.store.read.audit.stockMismatches(10)).toEqual([]);

  test('performs what was left over, of every kind', async () => {
    const path = orderPath(shop.store);
    await shop.store.read.outbox.add([
      invalidation('p:changed', ['product:p', 'catalogue']),
      ...(['orders', 'stock', 'offers'] as const).map((topic) => notification(topic, `${topic}:x`, 'x', {})),
      { id: 'mail', kind: 'mail', payload: { to: 'a@example.com', subject: 's', text: 't', html: 'h' } },
    ]);
    await path.tick(ONLY_EVERY_MINUTE);
    expect(path.forgotten).toEqual(['product:p', 'catalogue']);
    expect(path.topics.published.map(({ topic }) => topic).sort()).toEqual(['offers', 'orders', 'stock']);
    expect(path.mailbox.mails).toHaveLength(1);
    expect(await shop.query("select 1 from outbox where state <> 'sent'")).toEqual([]);
  });

  test('a time that is none is refused before anything is done', async () => {
    const path = orderPath(shop.store);
    for (const time of ['', 'soon', null as unknown as string]) await expect(path.tick(time)).rejects.toThrow('time must be the time of the event');
  });

  describe('a task that fails', () => {
    test('stops no other, and the call fails all the same', async () => {
      const path = orderPath(shop.store);
      await shop.store.read.outbox.add([notification('orders', 'x', 'x', {})]);
      await shop.query('drop table campaign_recipient, campaign');
      await expect(path.tick()).rejects.toThrow('failed: announce-offers');
      expect(path.topics.published).toHaveLength(1);
      expect(path.migrations.requests).toBe(1);
      logged('"task":"announce-offers"');
    });

    test('because the database is away asks for no migration', async () => {
      const orders = { ...shop.store.read.orders, overdue: async () => { throw new StoreError('unavailable', 'away'); } };
      const path = orderPath({ read: { ...shop.store.read, orders }, transaction: async (work) => shop.store.transaction(work), close: async () => undefined });
      await expect(path.tick(ONLY_EVERY_MINUTE)).rejects.toThrow('failed: expire-orders');
      expect(path.migrations.requests).toBe(0);
    });
  });

  describe('expiry', () => {
    const place = async (path: ReturnType<typeof orderPath>, onHand = 1) => {
      const product = await shop.product({ onHand });
      const order = orderMessage(product);
      await path.process(sqsEvent([order]));
      return { orderId: order.orderId, product };
    };

    test('gives stock back after half an hour, not before, and says that the product is for sale again', async () => {
      const path = orderPath(shop.store);
      const { orderId, product } = await place(path);
      path.clock.advance(29 * MINUTE);
      await path.tick(ONLY_EVERY_MINUTE);
      expect(await stateOf(orderId)).toBe('placed');
      path.clock.advance(2 * MINUTE);
      await path.tick(ONLY_EVERY_MINUTE);
      expect(await stateOf(orderId)).toBe('expired');
      expect(await shop.store.read.stock.find(product)).toMatchObject({ onHand: 1, reserved: 0 });
      expect(path.topics.of('orders', 'order.expired')).toHaveLength(1);
      expect(path.topics.of('stock').map(({ kind, payload }) => [kind, payload])).toEqual([['stock.back', { productId: product, available: 1 }]]);
      expect(path.metrics.sum('OrdersExpired')).toBe(1);
      await ledgerFits();
    });

    test('asks a provider that can be asked: money that nobody told of is taken instead', async () => {
      const provider = new AskableProvider();
      const path = orderPath(shop.store, {}, [provider]);
      const [paid, unpaid] = [await place(path), await place(path)];
      provider.captures.set(paid.orderId, 1000);
      path.clock.advance(31 * MINUTE);
      await path.tick(ONLY_EVERY_MINUTE);
      expect([await stateOf(paid.orderId), await stateOf(unpaid.orderId)]).toEqual(['paid', 'expired']);
      // The webhook comes late: the same payment is no second one.
      await path.webhook(captured(paid.orderId, 1000, { reference: `found_${paid.orderId}` }));
      expect(path.topics.of('orders', 'order.refund_due')).toEqual([]);
      expect(await shop.query('select 1 from payment')).toHaveLength(1);
      await ledgerFits();
    });

    test('waits for a provider that does not answer, but not for ever', async () => {
      const provider = new AskableProvider();
      provider.away = true;
      const path = orderPath(shop.store, {}, [provider]);
      const { orderId } = await place(path);
      path.clock.advance(90 * MINUTE);
      await path.tick(ONLY_EVERY_MINUTE);
      expect(await stateOf(orderId)).toBe('placed');
      path.clock.advance(31 * MINUTE);
      await path.tick(ONLY_EVERY_MINUTE);
      expect(await stateOf(orderId)).toBe('expired');
    });

    test('lets a payment of another amount alone: the order ends, the money is a finding', async () => {
      const provider = new AskableProvider();
      const path = orderPath(shop.store, {}, [provider]);
      const { orderId } = await place(path);
      provider.captures.set(orderId, 999);
      path.clock.advance(31 * MINUTE);
      await path.tick(RECONCILER);
      expect(await stateOf(orderId)).toBe('expired');
      expect(findings(path)).toEqual([['event_unknown', 1, 'false']]);
    });
  });

  describe('the reconciler', () => {
    const placed = async (path: ReturnType<typeof orderPath>, options: Parameters<TestShopDatabase['product']>[0] = {}) => {
      const product = await shop.product(options);
      const order = orderMessage(product);
      await path.process(sqsEvent([order]));
      return { orderId: order.orderId, product, order };
    };
    const book = async (orderId: string, provider = 'demo') => shop.store.read.payments.insert({
      provider, reference: `pay_${orderId}`, orderId, amountMinor: 1000, currency: 'EUR', state: 'captured',
    });

    test('finds nothing in a shop where all is well', async () => {
      const path = orderPath(shop.store);
      const { orderId } = await placed(path);
      await path.webhook(captured(orderId, 1000));
      await path.tick(RECONCILER);
      expect(findings(path)).toEqual([]);
    });

    test('money in the books makes its order paid, sold and announced', async () => {
      const path = orderPath(shop.store);
      const [waiting, expired, rejected] = [await placed(path), await placed(path), await placed(path)];
      path.clock.advance(31 * MINUTE);
      await shop.query('update orders set placed_at = now() + interval \'1 hour\' where id <> $1', [expired.orderId]);
      await path.tick(ONLY_EVERY_MINUTE);
      await shop.query("update orders set state = 'rejected' where id = $1", [rejected.orderId]);
      await shop.query("insert into stock_movement values ($1, $2, 'release', 0, -1, now())", [rejected.orderId, rejected.product]);
      await shop.query('update stock set reserved = 0 where product_id = $1', [rejected.product]);
      for (const { orderId } of [waiting, expired, rejected]) await book(orderId);
      await path.tick(RECONCILER);
      expect(await Promise.all([waiting, expired, rejected].map(async ({ orderId }) => stateOf(orderId)))).toEqual(['paid', 'paid', 'refund_due']);
      expect((await shop.store.read.orders.find(waiting.orderId))?.test).toBe(true);
      expect(path.topics.of('orders', 'order.paid')).toHaveLength(2);
      expect(path.topics.of('orders', 'order.refund_due')).toHaveLength(1);
      expect(findings(path)).toEqual([['captured_unpaid', 1, 'true'], ['captured_unpaid', 1, 'true'], ['captured_unpaid', 1, 'true']]);
      await ledgerFits();
      path.metrics.counted.length = 0;
      await path.tick(RECONCILER);
      expect(findings(path)).toEqual([]);
    });

    test('a payment that the webhook never told of is found at the provider', async () => {
      const provider = new AskableProvider();
      const path = orderPath(shop.store, {}, [provider]);
      const { orderId } = await placed(path);
      provider.captures.set(orderId, 1000);
      await path.tick(RECONCILER);
      expect(await stateOf(orderId)).toBe('placed');
      path.clock.advance(11 * MINUTE);
      await path.tick(RECONCILER);
      expect(await stateOf(orderId)).toBe('paid');
      expect(findings(path)).toEqual([['capture_untold', 1, 'true']]);
    });

    test('a webhook that overtook its order is settled when the order is there', async () => {
      const path = orderPath(shop.store);
      const product = await shop.product();
      const order = orderMessage(product);
      const event = captured(order.orderId, 1000, { id: 'evt_early' });
      await path.webhook(event);
      await path.tick(RECONCILER);
      expect(findings(path)).toEqual([['event_unknown', 1, 'false']]);
      logged('"subject":"signed:evt_early"');
      await path.process(sqsEvent([order]));
      await path.tick(RECONCILER);
      expect(await stateOf(order.orderId)).toBe('paid');
      expect(await shop.query("select outcome from webhook_event where event_id = 'evt_early'")).toEqual([{ outcome: 'handled' }]);
      // Sent again by the provider: known.
      await path.webhook(event);
      expect(await shop.query('select 1 from payment')).toHaveLength(1);
      path.metrics.counted.length = 0;
      await path.tick(RECONCILER);
      expect(findings(path)).toEqual([]);
      await ledgerFits();
    });

    test('an event that it cannot settle is reported; one of a kind that the shop does not know is not', async () => {
      const path = orderPath(shop.store);
      const { orderId } = await placed(path);
      await path.webhook(captured(orderId, 999));
      await path.webhook({ id: 'evt_other', type: 'invoice.created', data: {} });
      await shop.store.read.payments.recordEvent({ provider: 'former', eventId: 'e', eventType: 'payment.captured', rawBody: '{}' });
      await shop.store.read.payments.recordEvent({ provider: 'signed', eventId: 'broken', eventType: 'payment.captured', rawBody: 'no json' });
      await path.tick(RECONCILER);
      expect(findings(path)).toEqual([['event_unknown', 1, 'false'], ['event_unknown', 1, 'false'], ['event_unknown', 1, 'false']]);
      logged('there is no such provider any more');
      logged('amount differs');
      expect(await stateOf(orderId)).toBe('placed');
    });

    test('a paid order without its sale is completed, from its reservation or from the shelf', async () => {
      const path = orderPath(shop.store);
      const [held, free, gone] = [await placed(path), await placed(path), await placed(path, { onHand: 1 })];
      for (const { orderId } of [held, free, gone]) await shop.query("update orders set state = 'paid' where id = $1", [orderId]);
      for (const { orderId, product } of [free, gone]) {
        await shop.query('update stock set reserved = 0 where product_id = $1', [product]);
        await shop.query("insert into stock_movement values ($1, $2, 'release', 0, -1, now())", [orderId, product]);
      }
      await path.process(sqsEvent([orderMessage(gone.product)]));
      await expect(path.tick(RECONCILER)).rejects.toThrow('failed: reconcile');
      expect(findings(path).sort()).toEqual([['paid_without_sale', 1, 'false'], ['paid_without_sale', 1, 'true'], ['paid_without_sale', 1, 'true']]);
      expect(await shop.store.read.stock.find(held.product)).toMatchObject({ onHand: 9, reserved: 0 });
      expect(await shop.store.read.stock.find(free.product)).toMatchObject({ onHand: 9, reserved: 0 });
      expect(await shop.store.read.stock.find(gone.product)).toMatchObject({ onHand: 1, reserved: 1 });
      await ledgerFits();
    });

    test('a stock row that does not hold what was reserved is reported, and stays as it is for a person to look at', async () => {
      const path = orderPath(shop.store);
      const { orderId, product } = await placed(path);
      await shop.query('update stock set reserved = 0 where product_id = $1', [product]);
      await book(orderId);
      await expect(path.tick(RECONCILER)).rejects.toThrow('failed: reconcile');
      expect(findings(path)).toEqual([['captured_unpaid', 1, 'false'], ['stock_mismatch', 1, 'false']]);
      logged('reserved 0, by the ledger 1');
      expect(await stateOf(orderId)).toBe('placed');
    });

    test('effects that wait too long and effects that were given up are counted', async () => {
      const path = orderPath(shop.store);
      path.topics.failing = true;
      await placed(path);
      path.clock.advance(11 * MINUTE);
      await path.tick(RECONCILER);
      expect(allFindings(path)).toEqual([['effects_late', 2, 'false']]);
      await shop.query("update outbox set state = 'dead' where kind = 'mail'");
      path.metrics.counted.length = 0;
      await expect(path.tick(RECONCILER)).rejects.toThrow('failed: reconcile');
      expect(allFindings(path)).toEqual([['effects_late', 2, 'false'], ['effects_dead', 1, 'false']]);
    });
  });

  describe('cleaning up', () => {
    test('removes ended sessions, forgotten carts of guests and old messages, and nothing else', async () => {
      const path = orderPath(shop.store);
      const days = (count: number) => new Date(Date.now() - count * 24 * 60 * MINUTE);
      const product = await shop.product();
      const customerId = ulid();
      await shop.store.read.customers.insert({ id: customerId, email: 'ada@example.com', name: 'Ada', role: 'customer', locale: 'en' });
      for (const [hash, expiresAt] of [['a', days(1)], ['b', days(-1)]] as const) {
        await shop.store.read.sessions.insert({ tokenHash: hash.repeat(64), csrfSecret: 's'.repeat(64), expiresAt });
      }
      for (const [touchedAt, owner] of [[days(31), undefined], [days(29), undefined], [days(31), customerId]] as const) {
        const id = ulid();
        await shop.store.read.carts.insert({ id, customerId: owner, touchedAt });
        await shop.store.read.carts.putLine(id, { productId: product, quantity: 1, priceMinor: 1 }, touchedAt);
      }
      await shop.query("insert into inbox values ('c', 'old', $1), ('c', 'new', $2)", [days(15), days(13)]);
      await path.tick();
      expect(await shop.query('select left(token_hash, 1) as hash from session')).toEqual([{ hash: 'b' }]);
      expect(await shop.query('select customer_id from cart order by customer_id nulls first')).toEqual([{ customer_id: null }, { customer_id: customerId }]);
      expect(await shop.query("select message_id from inbox where consumer = 'c'")).toEqual([{ message_id: 'new' }]);
      logged('"sessions":1,"carts":1,"messages":1,"effects":0');
    });

    test('takes a bounded number at once, and the rest at the next time', async () => {
      const path = orderPath(shop.store);
      await shop.query("insert into inbox select 'c', n::text, now() - interval '15 days' from generate_series(1, 5200) n");
      await path.tick();
      expect(await shop.query("select count(*)::int as n from inbox where consumer = 'c'")).toEqual([{ n: 200 }]);
      await path.tick();
      expect(await shop.query("select count(*)::int as n from inbox where consumer = 'c'")).toEqual([{ n: 0 }]);
    });
  });

  test('the relay leaves time for the end of the call', async () => {
    const path = orderPath(shop.store);
    await shop.store.read.outbox.add(Array.from({ length: 3 }, (_, index) => notification('orders', `o:${index}`, 'x', {})));
    jest.spyOn(path.topics, 'publish').mockImplementation(async () => new Promise((resolve) => setTimeout(resolve, 30)));
    const begun = Date.now();
    await path.tick(ONLY_EVERY_MINUTE);
    expect(Date.now() - begun).toBeLessThan(5_000);
    expect(await shop.query("select 1 from outbox where state <> 'sent'")).toEqual([]);
  });
});
