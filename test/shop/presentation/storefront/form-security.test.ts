import { FastifyInstance } from 'fastify';
import { Browser, formOf } from './support/browser';
import { addToCart, signedInCustomer } from './support/customer';
import { testStorefront, TestStorefront } from './support/storefront';
import { buildApp } from '../../../../shop/presentation/storefront/app';
import { TestShopDatabase } from '../../support/shop-database';
import { useShop } from '../../support/use-shop';

describe('security of forms', () => {
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
  const line = async (id = product) => database.query('select quantity from cart_line where product_id = $1', [id]);
  const customer = async (browser: Browser) => signedInCustomer(shop, browser);

  test.each([
    ['another site', { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }],
    ['another host of the same site', { 'sec-fetch-site': 'same-site' }],
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

  test('a form without an origin needs the token of the session, and is refused without a session', async () => {
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

  test('a form that two tabs opened before the session works in both', async () => {
    const [one, two] = [await ada.get(`/products/${product}`), await ada.get(`/products/${product}`)];
    await ada.submit(one, '/cart/add');
    expect((await ada.submit(two, '/cart/add')).status).toBe(303);
    expect(await line()).toEqual([{ quantity: 2 }]);
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
  ])('%s: a page, and no change', async (_, path, body, headers: Record<string, string>, status) => {
    const before = await database.query('select 1 from session');
    const page = await ada.post(path, body, headers);
    expect(page.status).toBe(status);
    expect(page.body).toContain('<h1>');
    expect(page.body).not.toMatch(/<script|at .*\.ts|Error:/);
    expect(page.headers['x-content-type-options']).toBe('nosniff');
    expect(await database.query('select 1 from session')).toHaveLength(before.length);
  });
});
