import { FastifyInstance } from 'fastify';
import { ulid } from 'ulid';
import { Browser, Page } from './support/browser';
import { orderIn, Shopper } from './support/shopper';
import { testStorefront, TestStorefront } from './support/storefront';
import { output } from '../../../../shop/adapters/telemetry/log';
import { newAccessToken } from '../../../../shop/domain/orders/order-access';
import { buildApp } from '../../../../shop/presentation/storefront/app';
import { orderRow } from '../../support/order-path';
import { TestShopDatabase } from '../../support/shop-database';
import { useShop } from '../../support/use-shop';
import { writing } from '../../support/writing';

describe('finding an order', () => {
  let database: TestShopDatabase;
  let shop: TestStorefront;
  let app: FastifyInstance;
  let visitor: Browser;
  useShop((ready) => {
    database = ready;
  });
  beforeEach(() => {
    shop = testStorefront(database.store);
    app = buildApp(shop);
    visitor = new Browser(app);
  });
  afterEach(async () => app.close());

  /** An order that was placed in another browser. */
  const placed = async (more: Parameters<typeof orderRow>[0] = {}) => {
    const token = newAccessToken();
    const row = orderRow({ accessToken: token, ...more });
    await writing(shop.store).orders.insert(row);
    return { id: row.id, token };
  };
  const open = async (order: string, token: string, to = '') =>
    visitor.get(`/find-order?${new URLSearchParams({ order, token, ...(to === '' ? {} : { to }) })}`);
  const type = async (fields: Record<string, string>) =>
    visitor.submit(await visitor.get('/find-order'), '/find-order', fields);
  const isRefused = (page: Page) => {
    expect(page.status).toBe(404);
    expect(page.body).toContain('There is no order with this number and this code');
    expect(visitor.cookies.has('__Host-orders')).toBe(false);
  };

  test('a guest follows the link of a mail from checkout to the order, in another browser', async () => {
    const ada = new Shopper(app);
    const email = `${ulid().toLowerCase()}@example.com`;
    const orderId = orderIn(await ada.buy(await database.product(), '1', { email }));
    await shop.processOrders();
    await shop.relay();
    const { text } = shop.mailbox.mails.find(({ to }) => to === email)!;
    const [, path] = /Look at your order: https:\/\/shop\.example\.com(\S+)/.exec(text) ?? [];
    const found = await visitor.get(path);
    expect([found.status, found.location]).toEqual([303, `/orders/${orderId}`]);
    expect((await visitor.follow(found)).body).toContain('Pay now');
  });

  test('the link stores the access token and redirects to an address without it; no log has a copy', async () => {
    const { id, token } = await placed();
    const found = await open(id, token);
    expect([found.status, found.location]).toEqual([303, `/orders/${id}`]);
    expect(visitor.cookies.get('__Host-orders')).toBe(id + token);
    expect(found.headers['cache-control']).toMatch(/no-store/);
    expect((await visitor.follow(found)).status).toBe(200);
    expect(jest.mocked(output.line).mock.calls.join()).not.toContain(token);
  });

  test('number and code may be typed, with blanks around them and in small letters', async () => {
    const { id, token } = await placed();
    const form = await visitor.get('/find-order');
    expect(form.headers['cache-control']).toMatch(/no-store/);
    expect((await type({ order: ` ${id.toLowerCase()} `, token: ` ${token} ` })).location).toBe(`/orders/${id}`);
    expect((await visitor.get(`/orders/${id}`)).status).toBe(200);
  });

  test('a wrong code, the code of another order and a number that is none are refused alike', async () => {
    const [one, two] = [await placed(), await placed()];
    for (const [order, token] of [
      [one.id, two.token],
      [one.id, newAccessToken()],
      [one.id, one.token.slice(1)],
      [ulid(), one.token],
      ['x', one.token],
      ["' or 1=1", 'x'],
    ]) {
      isRefused(await open(order, token));
      isRefused(await type({ order, token }));
    }
    isRefused(await type({ order: one.id, token: '' }));
    isRefused(await type({ order: '', token: '' }));
    expect((await visitor.get(`/orders/${one.id}`)).status).toBe(404);
  });

  test('typed text is kept, as text', async () => {
    const page = await type({ order: '"><script>', token: '<b>' });
    expect(page.body).toContain('value="&#34;&#62;&#60;script&#62;"');
    expect(page.body).not.toMatch(/<script|<b>/);
  });

  test('a link without a code shows the form with the number filled in, also for an order that is none', async () => {
    const { id } = await placed();
    for (const order of [id, ulid()]) {
      const page = await open(order, '');
      expect(page.status).toBe(200);
      expect(page.body).toContain(`value="${order}"`);
      expect(page.body).not.toContain('There is no order');
    }
  });

  test('the link to pay leads to the payment page while the order waits for it, else to the order', async () => {
    const [waiting, paid] = [await placed(), await placed({ state: 'paid' })];
    const payment = `/webhooks/payments/demo/checkout/${waiting.id}`;
    expect((await open(waiting.id, waiting.token, 'payment')).location).toBe(payment);
    expect((await open(paid.id, paid.token, 'payment')).location).toBe(`/orders/${paid.id}`);
    expect((await open(waiting.id, waiting.token, '//evil.example')).location).toBe(`/orders/${waiting.id}`);
    // The form redirects alike when the link has no code.
    const form = await visitor.get(`/find-order?order=${waiting.id}&to=payment&token=`);
    const typed = await visitor.submit(form, '/find-order', { token: waiting.token });
    expect(typed.location).toBe(payment);
  });

  test('where the payment provider writes to the customer, the link to pay leads to the order', async () => {
    const own = buildApp(testStorefront(database.store, { paymentPageUrl: () => undefined }));
    const { id, token } = await placed();
    const found = await new Browser(own).get(`/find-order?order=${id}&to=payment&token=${token}`);
    expect(found.location).toBe(`/orders/${id}`);
    await own.close();
  });

  test('tries are counted by address', async () => {
    const { id, token } = await placed();
    const statuses: number[] = [];
    for (let turn = 0; turn < 61; turn += 1) statuses.push((await open(id, newAccessToken())).status);
    expect(statuses).toEqual([...Array<number>(60).fill(404), 429]);
    const refused = await open(id, token);
    expect(refused.status).toBe(429);
    expect(refused.body).toContain('Please try again in');
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
    const elsewhere = new Browser(app, '203.0.113.9');
    expect((await elsewhere.get(`/find-order?order=${id}&token=${token}`)).status).toBe(303);
  });

  test('a form of another site is refused, and each page links to this one', async () => {
    const { id, token } = await placed();
    const headers = { origin: 'https://evil.example' };
    expect((await visitor.post('/find-order', { order: id, token }, headers)).status).toBe(403);
    expect((await visitor.get('/')).body).toContain('<a href="/find-order">Find an order</a>');
  });
});
