import { FastifyInstance } from 'fastify';
import { formOf } from './support/browser';
import { ADDRESS, Shopper } from './support/shopper';
import { testStorefront, TestStorefront } from './support/storefront';
import { decodeOrderMessage } from '../../../../shop/domain/orders/order-message';
import { buildApp } from '../../../../shop/presentation/storefront/app';
import { TestShopDatabase } from '../../support/shop-database';
import { useShop } from '../../support/use-shop';

describe('from the catalogue to an order', () => {
  let database: TestShopDatabase;
  let shop: TestStorefront;
  let app: FastifyInstance;
  let ada: Shopper;
  useShop((ready) => {
    database = ready;
  });
  beforeEach(async () => {
    shop = testStorefront(database.store);
    app = buildApp(shop);
    ada = new Shopper(app);
  });
  afterEach(async () => app.close());

  const fields = { email: 'ada@example.com', ...ADDRESS };
  const cartRows = async () =>
    database.query('select product_id, quantity, price_minor::int from cart_line order by product_id');

  test('a guest has no session until the cart needs one', async () => {
    const product = await database.product();
    const before = await database.query('select 1 from session');
    await ada.get('/');
    await ada.get('/cart');
    expect([...ada.cookies.keys()]).toEqual([]);
    const added = await ada.add(product, '2');
    expect([added.status, added.location]).toEqual([303, '/cart?done=added']);
    expect([...ada.cookies.keys()]).toEqual(['__Host-session']);
    expect(await database.query('select 1 from session')).toHaveLength(before.length + 1);
    const cart = await ada.follow(added);
    expect(cart.body).toContain('It is in your cart.');
    expect(cart.body).toContain('€20.00');
    expect(cart.body).toContain('(2 articles)');
    expect(cart.headers['cache-control']).toBe('private, no-store');
  });

  test('the cookie is one that scripts, other hosts and other sites do not get', async () => {
    const product = await database.product();
    const added = await ada.add(product);
    expect(added.headers['set-cookie']?.[0]).toMatch(
      /^__Host-session=[\w-]{43}; Max-Age=2592000; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
    );
    const [{ token_hash: hash }] = await database.query<{ token_hash: string }>(
      'select token_hash from session order by expires_at desc limit 1',
    );
    expect(hash).not.toBe(ada.cookies.get('__Host-session'));
    const laptop = buildApp(testStorefront(database.store, { secureCookies: false }));
    const local = new Shopper(laptop);
    const [cookie] = (await local.add(product)).headers['set-cookie'] ?? [];
    expect(cookie).toMatch(/^session=[\w-]{43}; Max-Age=2592000; Path=\/; HttpOnly; SameSite=Lax$/);
    await laptop.close();
  });

  test('quantities add up, change, and end with the line', async () => {
    const [one, two] = [await database.product({ onHand: 200 }), await database.product()];
    await ada.add(one, '60');
    await ada.add(one, '60');
    await ada.add(two);
    const rows = [
      { product_id: one, quantity: 99, price_minor: 1000 },
      { product_id: two, quantity: 1, price_minor: 1000 },
    ];
    expect(await cartRows()).toEqual(expect.arrayContaining(rows));
    const token = { _csrf: String(formOf((await ada.get('/cart')).body, '/cart/update')._csrf) };
    expect((await ada.post('/cart/update', { ...token, product: one, quantity: '3' })).location).toBe(
      '/cart?done=updated',
    );
    expect((await ada.post('/cart/update', { ...token, product: two, quantity: '0' })).location).toBe(
      '/cart?done=removed',
    );
    expect((await ada.get('/cart')).body).toContain('€30.00');
    expect((await ada.post('/cart/remove', { ...token, product: one })).location).toBe('/cart?done=removed');
    expect((await ada.get('/cart?done=removed')).body).toContain('It is no longer in your cart');
    // An update of a product that is not in the cart adds nothing.
    await ada.post('/cart/update', { ...token, product: one, quantity: '3' });
    expect((await ada.get('/cart')).body).toContain('Your cart is empty');
  });

  test.each(['-1', '0', '1.5', '1e2', '100', '99999999999999999999', 'x', ''])(
    'a quantity of "%s" is refused',
    async (quantity) => {
      const product = await database.product();
      const rows = (await cartRows()).length;
      expect((await ada.add(product, quantity)).status).toBe(422);
      expect(await cartRows()).toHaveLength(rows);
    },
  );

  test('a product that cannot be bought cannot be put in', async () => {
    for (const product of ['01ARZ3NDEKTSV4RRFFQ69G5FAV', "' or 1=1 --", '<b>', '']) {
      expect((await ada.post('/cart/add', { product, quantity: '1' })).status).toBe(404);
    }
  });

  test('a cart holds as many products as an order', async () => {
    for (let index = 0; index < 50; index += 1) {
      await ada.post('/cart/add', { product: await database.product(), quantity: '1' });
    }
    const more = await ada.post('/cart/add', { product: await database.product(), quantity: '1' });
    expect(more.status).toBe(422);
    expect(more.body).toContain('The cart is full');
    const checkout = await ada.get('/checkout');
    const ordered = await ada.submit(checkout, '/checkout', fields);
    expect(ordered.status).toBe(303);
    expect(decodeOrderMessage(shop.queue.messages[0]).lines).toHaveLength(50);
  });
});
