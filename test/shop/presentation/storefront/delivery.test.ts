import { FastifyInstance } from 'fastify';
import { ulid } from 'ulid';
import { ADDRESS, orderIn, Shopper } from './support/shopper';
import { testStorefront, TestStorefront } from './support/storefront';
import { buildApp } from '../../../../shop/presentation/storefront/app';
import { TestShopDatabase } from '../../support/shop-database';
import { useShop } from '../../support/use-shop';

describe('the page that changes the delivery address', () => {
  let database: TestShopDatabase;
  let shop: TestStorefront;
  let app: FastifyInstance;
  let ada: Shopper;
  let path: string;
  let orderId: string;
  let email: string;
  useShop((ready) => {
    database = ready;
  });
  beforeEach(async () => {
    shop = testStorefront(database.store);
    app = buildApp(shop);
    ada = new Shopper(app);
    email = `${ulid().toLowerCase()}@example.com`;
    orderId = orderIn(await ada.buy(await database.product(), '1', { email }));
    path = `/orders/${orderId}/delivery`;
    await shop.processOrders();
    await shop.relay();
    shop.mailbox.mails.length = 0;
  });
  afterEach(async () => app.close());

  const change = async (fields: Record<string, string>) => ada.submit(await ada.get(path), path, fields);
  const addressOf = async () => (await shop.store.read.orders.find(orderId))?.address;
  const become = async (state: string) =>
    database.query('update orders set state = $1 where id = $2', [state, orderId]);

  test('is linked from the order, shows the present address, and mails the new and the old one', async () => {
    expect((await ada.get(`/orders/${orderId}`)).body).toContain(`<a href="${path}">Change the delivery address</a>`);
    const form = await ada.get(path);
    expect(form.headers['cache-control']).toBe('private, no-store');
    expect(form.body).toContain('value="Main Street 1"');
    const changed = await ada.submit(form, path, { line1: 'Harbour 2', city: 'Hamburg', country: 'DE' });
    expect([changed.status, changed.location]).toEqual([303, `/orders/${orderId}?done=delivery`]);
    const page = await ada.follow(changed);
    expect(page.body).toContain('The delivery address is changed');
    expect(page.body).toContain('Harbour 2');
    expect(await addressOf()).toMatchObject({ line1: 'Harbour 2', city: 'Hamburg' });
    // Sent at once, because this process may send mails.
    expect(shop.mailbox.mails.map(({ to }) => to)).toEqual([email]);
    const [{ text }] = shop.mailbox.mails;
    // The mail of an unpaid order has no name, because anyone may type any text there.
    expect(text).toMatch(/deliver to:\nHarbour 2\n[^]*no longer to:\nMain Street 1\n/);
    expect(text).not.toContain('Ada');
    expect(text).toContain(`/find-order?order=${orderId}&token=${ada.cookies.get('__Host-orders')?.slice(26)}`);
  });

  test('sent unchanged it changes and mails nothing', async () => {
    expect((await change({})).status).toBe(303);
    expect(await shop.store.read.orders.find(orderId)).toMatchObject({ version: 1 });
    expect(shop.mailbox.mails).toEqual([]);
  });

  test('names the problems, and keeps the typed text as text', async () => {
    const page = await change({ line1: '', city: '<script>' });
    expect(page.status).toBe(422);
    expect(page.body).toContain('<a href="#line1">');
    expect(page.body).not.toContain('<script');
    expect(await addressOf()).toMatchObject({ line1: 'Main Street 1', city: 'Berlin' });
  });

  test('is for placed and paid orders only: otherwise the page redirects, and the form is too late', async () => {
    await become('paid');
    const form = await ada.get(path);
    expect(form.status).toBe(200);
    for (const state of ['packed', 'shipped', 'cancelled', 'expired']) {
      await become(state);
      expect((await ada.get(path)).location).toBe(`/orders/${orderId}?done=packed`);
      const late = await ada.submit(form, path, { line1: 'Harbour 2' });
      expect(late.status).toBe(409);
      expect(late.body).toContain('Too late');
      expect((await ada.get(`/orders/${orderId}`)).body).not.toContain(path);
    }
    expect(await addressOf()).toMatchObject({ line1: 'Main Street 1' });
  });

  test('is not found by another visitor, nor by the number alone', async () => {
    const eve = new Shopper(app);
    await eve.add(await database.product());
    expect((await eve.get(path)).status).toBe(404);
    const form = await eve.get('/cart');
    const [, token] = /name="_csrf" value="([^"]+)"/.exec(form.body) ?? [];
    expect((await eve.post(path, { _csrf: token, ...ADDRESS, city: 'Hamburg' })).status).toBe(404);
    expect((await ada.get(`/orders/${ulid()}/delivery`)).status).toBe(404);
    expect((await ada.get('/orders/x/delivery')).status).toBe(404);
    expect(await addressOf()).toMatchObject({ city: 'Berlin' });
  });

  test('changes five times an hour, because each change is mailed to an unproved address', async () => {
    const statuses: number[] = [];
    for (let turn = 0; turn < 6; turn += 1) statuses.push((await change({ line1: `Way ${turn}` })).status);
    expect(statuses).toEqual([303, 303, 303, 303, 303, 429]);
    expect(await addressOf()).toMatchObject({ line1: 'Way 4' });
    expect(shop.mailbox.mails).toHaveLength(5);
    shop.clock.advance(76 * 60_000);
    expect((await change({ line1: 'Way 6' })).status).toBe(303);
  });
});
