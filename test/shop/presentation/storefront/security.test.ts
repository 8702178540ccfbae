import { FastifyInstance } from 'fastify';
import { ulid } from 'ulid';
import { Browser, formOf } from './support/browser';
import { testStorefront, TestStorefront } from './support/storefront';
import { NoCache } from '../../../../shop/adapters/cache/no-cache';
import { mergeCarts } from '../../../../shop/application/carts/cart';
import { unsubscribeToken } from '../../../../shop/application/marketing/unsubscribe';
import { hashToken, openSession } from '../../../../shop/domain/accounts/session';
import { Cache } from '../../../../shop/ports/cache';

import { buildApp } from '../../../../shop/presentation/storefront/app';
import { TestShopDatabase } from '../../support/shop-database';
import { useShop } from '../../support/use-shop';
import { writing } from '../../support/writing';

/** Every call is a miss, as with a cache that is unavailable. */
const AWAY: Cache = new NoCache();

describe('what strangers may not', () => {
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

  const add = async (browser: Browser, id = product) =>
    browser.submit(await browser.get(`/products/${id}`), '/cart/add', { quantity: '1' });
  const line = async (id = product) => database.query('select quantity from cart_line where product_id = $1', [id]);
  /** A customer who is signed in, without a password having been typed. */
  const customer = async (browser: Browser) => {
    const id = ulid();
    await writing(shop.store).customers.insert({
      id,
      email: `${id.toLowerCase()}@example.com`,
      name: 'Ada',
      role: 'customer',
      locale: 'en',
    });
    const { token, session } = openSession({ customerId: id, role: 'customer' }, shop.clock.now());
    await writing(shop.store).sessions.insert(session);
    browser.cookies.set('__Host-session', token);
    return id;
  };

  test.each([
    ['another site', { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }],
    ['a sister of our host', { 'sec-fetch-site': 'same-site' }],
    ['another site in an old browser', { origin: 'https://evil.example' }],
    ['a page without an origin', { origin: 'null' }],
    ['our name in another one', { origin: 'https://shop.example.com.evil.example' }],
  ])('a form from %s is refused, with the token and without', async (_, headers: Record<string, string>) => {
    expect((await ada.post('/cart/add', { product, quantity: '1' }, headers)).status).toBe(403);
    await add(ada);
    const page = await ada.submit(await ada.get('/cart'), '/cart/update', { quantity: '5' }, headers);
    expect(page.status).toBe(403);
    expect(page.body).toContain('Nothing was changed');
    expect(await line()).toEqual([{ quantity: 1 }]);
  });

  test('a form without a word of where it is from needs the token; a visitor without a session has none', async () => {
    const { app: server } = start();
    await server.listen({ host: '127.0.0.1', port: 0 });
    const { port } = server.server.address() as { port: number };
    const send = async (headers: Record<string, string>, body: string, path: string) =>
      fetch(`http://127.0.0.1:${port}${path}`, {
        method: 'POST',
        redirect: 'manual',
        body,
        headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
      });
    expect((await send({}, `product=${product}&quantity=1`, '/cart/add')).status).toBe(403);
    await add(ada);
    const cookie = `__Host-session=${ada.cookies.get('__Host-session')}`;
    const { _csrf: token } = formOf((await ada.get('/cart')).body, '/cart/update');
    const body = `product=${product}&quantity=4`;
    expect((await send({ cookie }, body, '/cart/update')).status).toBe(403);
    expect(
      (await send({ cookie }, `${body}&_csrf=${encodeURIComponent(String(token).replace(/.$/, 'x'))}`, '/cart/update'))
        .status,
    ).toBe(403);
    expect((await send({ cookie }, `${body}&_csrf=${encodeURIComponent(String(token))}`, '/cart/update')).status).toBe(
      303,
    );
    expect(await line()).toEqual([{ quantity: 4 }]);
  });

  test("the token is the session's own, and looks different on every page", async () => {
    await add(ada);
    const eve = new Browser(app);
    await add(eve);
    const [first, second] = [await ada.get('/cart'), await ada.get('/cart')].map(({ body }) =>
      String(formOf(body, '/cart/update')._csrf),
    );
    expect(first).not.toBe(second);
    for (const token of [
      String(formOf((await eve.get('/cart')).body, '/cart/update')._csrf),
      '',
      '.',
      'x.y',
      `${first}x`,
    ]) {
      expect((await ada.post('/cart/update', { product, quantity: '7', _csrf: token })).status).toBe(403);
    }
    expect((await ada.post('/cart/update', { product, quantity: '7', _csrf: first })).status).toBe(303);
  });

  test.each([
    '/checkout',
    '/sign-out',
    '/account/name',
    '/account/password',
    '/account/addresses',
    '/account/addresses/remove',
    '/account/consents',
    '/cart/remove',
    '/orders/01ARZ3NDEKTSV4RRFFQ69G5FAV/cancel',
    '/orders/01ARZ3NDEKTSV4RRFFQ69G5FAV/delivery',
  ])('POST %s needs the token', async (path) => {
    await customer(ada);
    expect((await ada.post(path, {})).status).toBe(403);
  });

  test('a form that two tabs had before there was a session still works', async () => {
    const [one, two] = [await ada.get(`/products/${product}`), await ada.get(`/products/${product}`)];
    await ada.submit(one, '/cart/add');
    expect((await ada.submit(two, '/cart/add')).status).toBe(303);
    expect(await line()).toEqual([{ quantity: 2 }]);
  });

  test("what is for everybody may be kept, what is a visitor's never", async () => {
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

  test('forms may go to the shop and its payment page only', async () => {
    expect((await ada.get('/')).headers['content-security-policy']).toContain("form-action 'self';");
    const { app: paid } = start({
      paymentPageUrl: (id: string) => `https://pay.example.com/p/${id}`,
      demoPayments: false,
    });
    const page = await new Browser(paid).get('/');
    expect(page.headers['content-security-policy']).toContain("form-action 'self' https://pay.example.com;");
    expect(page.body).not.toContain('demonstration');
  });

  test.each([
    ['an oversized form', '/cart/add', `quantity=1&product=${'x'.repeat(20_000)}`, {}, 413],
    ['JSON', '/cart/add', '{"product":1}', { 'content-type': 'application/json' }, 415],
    ['a file', '/sign-in', '--x\r\n', { 'content-type': 'multipart/form-data; boundary=x' }, 415],
    ['text', '/register', 'email', { 'content-type': 'text/plain' }, 415],
    ['broken escapes', '/cart/add', 'product=%zz&quantity=%', {}, 422],
    ['a field twice', '/sign-in', 'email=a%40example.com&email=b%40example.com&password=x', {}, 422],
    ['names that objects have', '/sign-in', '__proto__=1&constructor=2&email[toString]=3', {}, 422],
    ['SQL', '/sign-in', "email=' or 1=1 --&password=x", {}, 422],
    ['nothing', '/register', '', {}, 422],
    ['a line break in an e-mail address', '/reset', 'email=a%40example.com%0D%0ABcc%3Ab%40example.com', {}, 422],
  ])('%s: a page, and nothing else', async (_, path, body, headers: Record<string, string>, status) => {
    const before = await database.query('select 1 from session');
    const page = await ada.post(path, body, headers);
    expect(page.status).toBe(status);
    expect(page.body).toContain('<h1>');
    expect(page.body).not.toMatch(/<script|at .*\.ts|Error:/);
    expect(page.headers['x-content-type-options']).toBe('nosniff');
    expect(await database.query('select 1 from session')).toHaveLength(before.length);
  });

  test.each(['x', 'A'.repeat(43), `${'A'.repeat(42)};`, '%00', "'; drop table session; --"])(
    "a made-up session %s is nobody's",
    async (token) => {
      const page = await ada.get('/account', { cookie: `__Host-session=${token}` });
      expect(page.location).toBe('/sign-in?next=%2Faccount');
    },
  );

  test('losing the cache signs nobody out, and a copy does not outlive its session when the cache hears of the end', async () => {
    const id = await customer(ada);
    expect((await ada.get('/account')).status).toBe(200);
    const { app: without } = start({ cache: AWAY });
    const elsewhere = new Browser(without);
    elsewhere.cookies.set('__Host-session', ada.cookies.get('__Host-session')!);
    expect((await elsewhere.get('/account')).status).toBe(200);
    await elsewhere.submit(await elsewhere.get('/account'), '/sign-out');
    expect(await database.query('select 1 from session where customer_id = $1', [id])).toEqual([]);
    // That process could not tell the cache: its lifetime is the bound.
    expect((await ada.get('/account')).status).toBe(200);
    shop.clock.advance(301_000);
    expect((await ada.get('/account')).status).toBe(303);
  });

  test('a copy that is not one is read again from the table', async () => {
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

  test('carts that come together stay within what one order may have', async () => {
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
