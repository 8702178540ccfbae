import { FastifyInstance } from 'fastify';
import { ulid } from 'ulid';
import { formOf } from './support/browser';
import { orderIn, Shopper } from './support/shopper';
import { testStorefront, TestStorefront } from './support/storefront';
import { settlePayment } from '../../../../shop/application/payments/settle-payment';
import { buildApp } from '../../../../shop/presentation/storefront/app';
import { orderRow } from '../../support/order-path';
import { TestShopDatabase } from '../../support/shop-database';
import { useShop } from '../../support/use-shop';
import { writing } from '../../support/writing';

describe('a visitor with many unpaid orders', () => {
  let database: TestShopDatabase;
  let shop: TestStorefront;
  let app: FastifyInstance;
  let ada: Shopper;
  useShop((ready) => {
    database = ready;
  });
  afterEach(async () => app.close());

  const open = (limits: string) => {
    shop = testStorefront(database.store, {}, { UNPAID_ORDER_LIMITS: limits });
    app = buildApp(shop);
    ada = new Shopper(app);
  };
  const buy = async (browser = ada) => browser.buy(await database.product(), '1', { email: `${ulid()}@example.com` });
  const pay = async (orderId: string) => {
    const capture = { orderId, reference: ulid(), amount: { minor: 1_000, currency: 'EUR' } };
    const event = { provider: 'signed', eventId: ulid(), eventType: 'payment.captured', rawBody: '{}', test: false };
    await settlePayment(shop.store, { ...event, capture }, shop.clock.now());
    await shop.relay();
  };

  test('must pay or wait, keeps cart and form, and may order again after a payment', async () => {
    open('session=2');
    const [first] = [await buy(), await buy()];
    await shop.processOrders();
    const refused = await buy();
    expect(refused.status).toBe(429);
    expect(refused.body).toContain('There are many orders from here that are not paid yet');
    expect(refused.body).toMatch(/try again in \d+ minutes/);
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(60);
    expect(formOf(refused.body, '/checkout')).toMatchObject({ line1: 'Main Street 1' });
    expect(shop.queue.messages).toEqual([]);
    expect((await ada.get('/cart')).body).toContain('(1 article)');
    await pay(orderIn(first));
    const again = await ada.submit(refused, '/checkout');
    expect(again.status).toBe(303);
    // The second click is the same order, and no other one.
    expect((await ada.submit(refused, '/checkout')).location).toBe(again.location);
    expect(shop.queue.messages).toHaveLength(1);
  });

  test('may order again at once after a cancellation', async () => {
    open('session=1');
    const ordered = await buy();
    await shop.processOrders();
    await ada.submit(await ada.follow(ordered), `${ordered.location}/cancel`);
    expect((await buy()).status).toBe(303);
  });

  test('a failed try does not count', async () => {
    open('session=1');
    await ada.add(await database.product());
    shop.queue.failing = true;
    let page = await ada.checkOut();
    for (let turn = 0; turn < 2; turn += 1) page = await ada.submit(page, '/checkout');
    expect(page.status).toBe(503);
    shop.queue.failing = false;
    expect((await ada.submit(page, '/checkout')).status).toBe(303);
  });

  test('an account with an earlier paid order is not refused because of its network', async () => {
    open('network=1');
    await buy(new Shopper(app, '198.51.100.1'));
    expect((await buy(new Shopper(app, '198.51.100.2'))).status).toBe(429);
    const known = new Shopper(app, '198.51.100.3');
    const customerId = await known.becomeCustomer(shop.store);
    await writing(shop.store).orders.insert(orderRow({ customerId, state: 'delivered' }));
    expect((await buy(known)).status).toBe(303);
  });
});
