import { output } from '../../../shop/adapters/telemetry/log';
import { sqsEvent } from '../support/events';
import { captured, orderMessage, orderPath } from '../support/order-path';
import { QueryableProvider } from '../support/queryable-provider';
import { TestShopDatabase } from '../support/shop-database';
import { useFreshShop } from '../support/use-shop';
import { writing } from '../support/writing';

const MINUTE = 60_000;
const ONLY_EVERY_MINUTE = '2026-11-23T03:01:00Z';
const RECONCILER = '2026-11-23T03:05:00Z';

describe('the reconciler', () => {
  let shop: TestShopDatabase;
  useFreshShop((made) => {
    shop = made;
  });

  const logged = (text: string) => expect(output.line).toHaveBeenCalledWith(expect.stringContaining(text));
  const stateOf = async (orderId: string) => (await shop.store.read.orders.find(orderId))?.state;
  const allFindings = (path: ReturnType<typeof orderPath>) =>
    path.metrics.counted
      .filter(([name]) => name === 'ReconcilerFindings')
      .map(([, count, { class: name, repaired }]) => [name, count, repaired]);
  // When the time source is set forward, rows with the database's time look late.
  const findings = (path: ReturnType<typeof orderPath>) =>
    allFindings(path).filter(([name]) => name !== 'effects_late');
  const ledgerFits = async () => expect(await shop.store.read.audit.stockMismatches(10)).toEqual([]);
  const placed = async (
    path: ReturnType<typeof orderPath>,
    options: Parameters<TestShopDatabase['product']>[0] = {},
  ) => {
    const product = await shop.product(options);
    const order = orderMessage(product);
    await path.process(sqsEvent([order]));
    return { orderId: order.orderId, product, order };
  };
  const book = async (orderId: string, provider = 'demo') =>
    writing(shop.store).payments.insert({
      provider,
      reference: `pay_${orderId}`,
      orderId,
      amountMinor: 1000,
      currency: 'EUR',
      state: 'captured',
    });

  test('finds nothing in a consistent shop', async () => {
    const path = orderPath(shop.store);
    const { orderId } = await placed(path);
    await path.webhook(captured(orderId, 1000));
    await path.runScheduledTasks(RECONCILER);
    expect(findings(path)).toEqual([]);
  });

  test('a recorded payment makes its order paid and sold, and publishes it', async () => {
    const path = orderPath(shop.store);
    const [waiting, expired, rejected] = [await placed(path), await placed(path), await placed(path)];
    path.clock.advance(31 * MINUTE);
    await shop.query("update orders set placed_at = now() + interval '1 hour' where id <> $1", [expired.orderId]);
    await path.runScheduledTasks(ONLY_EVERY_MINUTE);
    await shop.query("update orders set state = 'rejected' where id = $1", [rejected.orderId]);
    await shop.query("insert into stock_movement values ($1, $2, 'release', 0, -1, now())", [
      rejected.orderId,
      rejected.product,
    ]);
    await shop.query('update stock set reserved = 0 where product_id = $1', [rejected.product]);
    for (const { orderId } of [waiting, expired, rejected]) await book(orderId);
    await path.runScheduledTasks(RECONCILER);
    expect(await Promise.all([waiting, expired, rejected].map(async ({ orderId }) => stateOf(orderId)))).toEqual([
      'paid',
      'paid',
      'refund_due',
    ]);
    expect((await shop.store.read.orders.find(waiting.orderId))?.test).toBe(true);
    expect(path.topics.of('orders', 'order.paid')).toHaveLength(2);
    expect(path.topics.of('orders', 'order.refund_due')).toHaveLength(1);
    expect(findings(path)).toEqual([
      ['captured_unpaid', 1, 'true'],
      ['captured_unpaid', 1, 'true'],
      ['captured_unpaid', 1, 'true'],
    ]);
    await ledgerFits();
    path.metrics.counted.length = 0;
    await path.runScheduledTasks(RECONCILER);
    expect(findings(path)).toEqual([]);
  });

  test('a payment without a webhook is found at the provider', async () => {
    const provider = new QueryableProvider();
    const path = orderPath(shop.store, {}, [provider]);
    const { orderId } = await placed(path);
    provider.captures.set(orderId, 1000);
    await path.runScheduledTasks(RECONCILER);
    expect(await stateOf(orderId)).toBe('placed');
    path.clock.advance(11 * MINUTE);
    await path.runScheduledTasks(RECONCILER);
    expect(await stateOf(orderId)).toBe('paid');
    expect(findings(path)).toEqual([['capture_untold', 1, 'true']]);
  });

  test('a webhook that arrived before its order is settled once the order exists', async () => {
    const path = orderPath(shop.store);
    const product = await shop.product();
    const order = orderMessage(product);
    const event = captured(order.orderId, 1000, { id: 'evt_early' });
    await path.webhook(event);
    await path.runScheduledTasks(RECONCILER);
    expect(findings(path)).toEqual([['event_unknown', 1, 'false']]);
    logged('"subject":"signed:evt_early"');
    await path.process(sqsEvent([order]));
    await path.runScheduledTasks(RECONCILER);
    expect(await stateOf(order.orderId)).toBe('paid');
    expect(await shop.query("select outcome from webhook_event where event_id = 'evt_early'")).toEqual([
      { outcome: 'handled' },
    ]);
    // The provider repeats the event, which is known.
    await path.webhook(event);
    expect(await shop.query('select 1 from payment')).toHaveLength(1);
    path.metrics.counted.length = 0;
    await path.runScheduledTasks(RECONCILER);
    expect(findings(path)).toEqual([]);
    await ledgerFits();
  });

  test('an event that it cannot settle is reported, but not one of an unknown type', async () => {
    const path = orderPath(shop.store);
    const { orderId } = await placed(path);
    await path.webhook(captured(orderId, 999));
    await path.webhook({ id: 'evt_other', type: 'invoice.created', data: {} });
    await writing(shop.store).payments.recordEvent({
      provider: 'former',
      eventId: 'e',
      eventType: 'payment.captured',
      rawBody: '{}',
    });
    await writing(shop.store).payments.recordEvent({
      provider: 'signed',
      eventId: 'broken',
      eventType: 'payment.captured',
      rawBody: 'no json',
    });
    await path.runScheduledTasks(RECONCILER);
    expect(findings(path)).toEqual([
      ['event_unknown', 1, 'false'],
      ['event_unknown', 1, 'false'],
      ['event_unknown', 1, 'false'],
    ]);
    logged('the provider is no longer configured');
    logged('amount differs');
    expect(await stateOf(orderId)).toBe('placed');
  });

  test('a paid order without its sale is completed, from its reservation or from free pieces', async () => {
    const path = orderPath(shop.store);
    const [held, free, gone] = [await placed(path), await placed(path), await placed(path, { onHand: 1 })];
    for (const { orderId } of [held, free, gone]) {
      await shop.query("update orders set state = 'paid' where id = $1", [orderId]);
    }
    for (const { orderId, product } of [free, gone]) {
      await shop.query('update stock set reserved = 0 where product_id = $1', [product]);
      await shop.query("insert into stock_movement values ($1, $2, 'release', 0, -1, now())", [orderId, product]);
    }
    await path.process(sqsEvent([orderMessage(gone.product)]));
    await expect(path.runScheduledTasks(RECONCILER)).rejects.toThrow('failed: reconcile');
    expect(findings(path).sort()).toEqual([
      ['paid_without_sale', 1, 'false'],
      ['paid_without_sale', 1, 'true'],
      ['paid_without_sale', 1, 'true'],
    ]);
    expect(await shop.store.read.stock.find(held.product)).toMatchObject({ onHand: 9, reserved: 0 });
    expect(await shop.store.read.stock.find(free.product)).toMatchObject({ onHand: 9, reserved: 0 });
    expect(await shop.store.read.stock.find(gone.product)).toMatchObject({ onHand: 1, reserved: 1 });
    await ledgerFits();
  });

  test('a stock row that contradicts its reservations is reported and not changed', async () => {
    const path = orderPath(shop.store);
    const { orderId, product } = await placed(path);
    await shop.query('update stock set reserved = 0 where product_id = $1', [product]);
    await book(orderId);
    await expect(path.runScheduledTasks(RECONCILER)).rejects.toThrow('failed: reconcile');
    expect(findings(path)).toEqual([
      ['captured_unpaid', 1, 'false'],
      ['stock_mismatch', 1, 'false'],
    ]);
    logged('reserved 0, by the ledger 1');
    expect(await stateOf(orderId)).toBe('placed');
  });

  test('outbox messages that wait too long or were given up are counted', async () => {
    const path = orderPath(shop.store);
    path.topics.failing = true;
    await placed(path);
    path.clock.advance(11 * MINUTE);
    await path.runScheduledTasks(RECONCILER);
    expect(allFindings(path)).toEqual([['effects_late', 2, 'false']]);
    await shop.query("update outbox set state = 'dead' where kind = 'mail'");
    path.metrics.counted.length = 0;
    await expect(path.runScheduledTasks(RECONCILER)).rejects.toThrow('failed: reconcile');
    expect(allFindings(path)).toEqual([
      ['effects_late', 2, 'false'],
      ['effects_dead', 1, 'false'],
    ]);
  });
});
