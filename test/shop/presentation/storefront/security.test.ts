import { FastifyInstance } from 'fastify';
import { ulid } from 'ulid';
import { Browser } from './support/browser';
import { addToCart, signedInCustomer } from './support/customer';
import { testStorefront, TestStorefront } from './support/storefront';
import { NoCache } from '../../../../shop/adapters/cache/no-cache';
import { mergeCarts } from '../../../../shop/application/carts/cart';
import { unsubscribeToken } from '../../../../shop/application/marketing/unsubscribe';
import { hashToken } from '../../../../shop/domain/accounts/session';
import { Cache } from '../../../../shop/ports/cache';
import { buildApp } from '../../../../shop/presentation/storefront/app';
import { TestShopDatabase } from '../../support/shop-database';
import { useShop } from '../../support/use-shop';
import { writing } from '../../support/writing';

/** A cache that is unavailable: each read is a miss. */
const UNAVAILABLE: Cache = new NoCache();

describe('security of sessions and pages', () => {
  let database: TestShopDatabase;
  let shop: TestStorefront;
  let app: FastifyInstance;
  let ada: Browser;
  let product: string;
  const open: { close(): Promise<unknown> }[] = [];
  useShop((ready) => {
    database = ready;
  });
  const start = (overrides = {}, store = database.store) => {
    const made = testStorefront(store, overrides);
    const server = buildApp(made);
    open.push(server);
    return { shop: made, app: server };
  };
  beforeEach(async () => {
    product = await database.product();
    ({ shop, app } = start());
    ada = new Browser(app);
  });
  afterEach(async () => {
    await Promise.all(open.splice(0).map(async (each) => each.close()));
  });

  const add = async (browser: Browser, id = product) => addToCart(browser, id);
  const customer = async (browser: Browser) => signedInCustomer(shop, browser);

  test('public pages may be cached, pages of a visitor may not', async () => {
    for (const path of ['/', `/products/${product}`, '/?q=test']) {
      expect((await new Browser(app).get(path)).headers).toMatchObject({
        'cache-control': 'public, max-age=30',
        vary: 'cookie',
      });
      expect((await new Browser(app).get(path)).headers['set-cookie']).toBeUndefined();
      expect((await ada.get(path, { cookie: 'theme=dark' })).headers['cache-control']).toBe('private, no-store');
    }
    await customer(ada);
    for (const path of [
      '/',
      `/products/${product}`,
      '/cart',
      '/account',
      '/sign-in',
      '/reset',
      '/unsubscribe?token=x',
    ]) {
      expect((await ada.get(path)).headers['cache-control']).toBe('private, no-store');
    }
    expect((await ada.get('/none')).headers['cache-control']).toBe('no-store');
  });

  test.each(['x', 'A'.repeat(43), `${'A'.repeat(42)};`, '%00', "'; drop table session; --"])(
    'a made-up session %s is anonymous',
    async (token) => {
      const page = await ada.get('/account', { cookie: `__Host-session=${token}` });
      expect(page.location).toBe('/sign-in?next=%2Faccount');
    },
  );

  test('losing the cache ends no session, and the end of a session deletes its copy in the cache', async () => {
    const id = await customer(ada);
    expect((await ada.get('/account')).status).toBe(200);
    const { app: without } = start({ cache: UNAVAILABLE });
    const elsewhere = new Browser(without);
    elsewhere.cookies.set('__Host-session', ada.cookies.get('__Host-session')!);
    expect((await elsewhere.get('/account')).status).toBe(200);
    await elsewhere.submit(await elsewhere.get('/account'), '/sign-out');
    expect(await database.query('select 1 from session where customer_id = $1', [id])).toEqual([]);
    // That process could not reach the cache, so the copy ends by its lifetime.
    expect((await ada.get('/account')).status).toBe(200);
    shop.clock.advance(301_000);
    expect((await ada.get('/account')).status).toBe(303);
  });

  test('a malformed copy is read again from the table', async () => {
    await customer(ada);
    const hash = hashToken(ada.cookies.get('__Host-session')!);
    for (const copy of [
      'x',
      'null',
      '{}',
      '{"session":{}}',
      '{"session":{"tokenHash":"other","csrfSecret":"","expiresAt":"2030-01-01"}}',
      '[]',
    ]) {
      await shop.cache.set(`v1:session:${hash}`, copy, 60);
      expect((await ada.get('/account')).status).toBe(200);
    }
    expect(await shop.cache.get(`v1:session:${hash}`)).not.toContain('passwordHash');
  });

  test("the cart of a checkout is in no other visitor's header", async () => {
    await add(ada);
    await shop.cache.set('v1:cart:', '[{"quantity":9}]', 60);
    expect((await new Browser(app).get('/cart')).body).toContain('(empty)');
    await shop.cache.set(
      `v1:cart:${(await shop.store.read.sessions.find(hashToken(ada.cookies.get('__Host-session')!)))?.cartId}`,
      'x',
      60,
    );
    expect((await ada.get('/')).body).toContain('(1 article)');
  });

  test('unsubscribing: the page asks, the form or the mail program does it, and a wrong link says so', async () => {
    const id = await customer(ada);
    const granted = async () => shop.store.read.consents.granted(id, 'offers');
    const agree = async () => {
      shop.clock.advance(1_000);
      await writing(shop.store).consents.record({
        id: ulid(),
        customerId: id,
        purpose: 'offers',
        granted: true,
        source: 'test',
        textVersion: 't',
        recordedAt: shop.clock.now(),
      });
    };
    await agree();
    const token = await shop.store.transaction(async (unit) => unsubscribeToken(unit, id, 'offers'));
    const stranger = new Browser(app);
    const page = await stranger.get(`/unsubscribe?token=${token}`);
    expect(page.body).toContain('mails with offers');
    expect(await granted()).toBe(true);
    shop.clock.advance(1_000);
    expect((await stranger.submit(page, '/unsubscribe')).body).toContain('You are unsubscribed');
    expect(await granted()).toBe(false);
    for (const [type, body] of [
      ['application/x-www-form-urlencoded', 'List-Unsubscribe=One-Click'],
      [
        'multipart/form-data; boundary=b',
        '--b\r\nContent-Disposition: form-data; name="List-Unsubscribe"\r\n\r\nOne-Click\r\n--b--\r\n',
      ],
    ]) {
      await agree();
      expect(await granted()).toBe(true);
      shop.clock.advance(1_000);
      const done = await stranger.post(`/unsubscribe?token=${token}`, body, {
        'content-type': type,
        origin: 'https://mail.example',
      });
      expect(done.status).toBe(200);
      expect(await granted()).toBe(false);
    }
    expect((await stranger.get('/unsubscribe')).status).toBe(404);
    expect((await stranger.post(`/unsubscribe?token=${'x'.repeat(43)}`, '')).status).toBe(404);
  });

  test('merged carts stay within the limits of one order', async () => {
    const id = await customer(ada);
    const { carts } = writing(shop.store);
    const [guest, own] = [ulid(), ulid()];
    const now = shop.clock.now();
    await carts.insert({ id: guest, touchedAt: now });
    await carts.insert({ id: own, customerId: id, touchedAt: now });
    const products = await Promise.all(Array.from({ length: 52 }, async () => database.product()));
    for (const productId of products.slice(0, 49)) {
      await carts.putLine(own, { productId, quantity: 1, priceMinor: 1 }, now);
    }
    for (const productId of products.slice(48)) {
      await carts.putLine(guest, { productId, quantity: 2, priceMinor: 1 }, now);
    }
    await shop.store.transaction(async (unit) => mergeCarts(unit, guest, id, now));
    expect((await carts.find(own))?.lines).toHaveLength(50);
    expect((await carts.find(guest))?.lines).toEqual([]);
    await shop.store.transaction(async (unit) => mergeCarts(unit, own, ulid(), now));
    expect((await carts.find(own))?.customerId).toBe(id);
  });
});
