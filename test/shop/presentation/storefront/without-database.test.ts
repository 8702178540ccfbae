import { FastifyInstance } from 'fastify';
import { ADDRESS, Shopper } from './support/shopper';
import { testStorefront, TestStorefront } from './support/storefront';
import { LocalCache } from '../../../../shop/adapters/cache/local-cache';
import { NoCache } from '../../../../shop/adapters/cache/no-cache';
import { connect } from '../../../../shop/adapters/database/connect';
import { DatabaseStore } from '../../../../shop/adapters/database/store';
import { hashAccessToken } from '../../../../shop/domain/orders/order-access';
import { decodeOrderMessage } from '../../../../shop/domain/orders/order-message';
import { Cache } from '../../../../shop/ports/cache';
import { buildApp } from '../../../../shop/presentation/storefront/app';
import { orderRow } from '../../support/order-path';
import { TestShopDatabase } from '../../support/shop-database';
import { useShop } from '../../support/use-shop';

const FIELDS = { email: 'ada@example.com', ...ADDRESS };

describe('without the database', () => {
  let database: TestShopDatabase;
  let product: string;
  /** Without its database. */
  let appWithoutDatabase: FastifyInstance;
  let shopWithoutDatabase: TestStorefront;
  const open: { close(): Promise<unknown> }[] = [];
  useShop((ready) => {
    database = ready;
  });
  beforeEach(async () => {
    product = await database.product();
  });
  afterEach(async () => {
    await Promise.all(open.splice(0).map(async (each) => each.close()));
  });

  const start = (cache: Cache, store = database.store) => {
    const shop = testStorefront(store, { cache });
    const app = buildApp(shop);
    open.push(app);
    return { shop, app };
  };
  const begin = (cache: Cache) => {
    const store = new DatabaseStore(connect({ ...database.config, port: 1 }), { retry: { unavailableMs: 50 } });
    ({ shop: shopWithoutDatabase, app: appWithoutDatabase } = start(cache, store));
    open.push(store);
  };
  const line = async () => database.query('select quantity from cart_line where product_id = $1', [product]);

  test('pages and checkout work for visitors with cached copies, and ordered lines leave the cart later', async () => {
    const cache = new LocalCache();
    const { app: before } = start(cache);
    const visitor = new Shopper(before);
    const id = await visitor.becomeCustomer(database.store);
    await visitor.add(product);
    await visitor.get('/');
    begin(cache);
    const same = visitor.copyTo(new Shopper(appWithoutDatabase));
    expect((await same.get('/')).body).toContain('Account');
    expect((await same.get(`/products/${product}`)).body).toContain('Add to cart');
    const checkout = await same.get('/checkout');
    expect(checkout.body).toContain('Order and pay €10.00');
    const ordered = await same.submit(checkout, '/checkout', { ...FIELDS, save: 'yes' });
    expect(ordered.status).toBe(303);
    const [message] = shopWithoutDatabase.queue.messages.map(decodeOrderMessage);
    expect(message.internal).toEqual({ customerId: id, mayReserve: true });
    expect(message.lines).toEqual([{ productId: product, quantity: 1, priceMinor: 1000 }]);
    const received = await same.follow(ordered);
    expect([received.status, received.headers.refresh]).toEqual([200, '3']);
    expect((await same.get('/cart')).body).toContain('Your cart is empty');
    expect((await same.get('/account')).status).toBe(503);
    shopWithoutDatabase.clock.advance(48 * 3_600_000);
    expect((await same.get('/')).body).toContain('Account');
    expect((await same.get('/orders/01ARZ3NDEKTSV4RRFFQ69G5FAV')).status).toBe(503);

    const back = same.copyTo(new Shopper(before));
    expect(await line()).toHaveLength(1);
    expect((await back.get('/cart')).body).toContain('Your cart is empty');
    expect(await line()).toEqual([]);
    expect(back.cookies.has('__Host-ordered')).toBe(false);
  });

  test('an open checkout form works also for a visitor without a cached copy', async () => {
    const { app } = start(new LocalCache());
    const ada = new Shopper(app);
    await ada.add(product);
    const checkout = await ada.get('/checkout');
    begin(new NoCache());
    const same = ada.copyTo(new Shopper(appWithoutDatabase));
    const ordered = await same.submit(checkout, '/checkout', FIELDS);
    expect(ordered.status).toBe(303);
    const message = decodeOrderMessage(shopWithoutDatabase.queue.messages[0]);
    expect(message.internal).toEqual({ mayReserve: true });
    // The access token opens the order for an anonymous visitor.
    expect(same.cookies.get('__Host-orders')).toBe(message.orderId + message.accessToken);
    expect((await same.follow(ordered)).headers.refresh).toBe('3');
    expect((await same.get('/cart')).status).toBe(200);
    expect((await same.post('/cart/add', { product, quantity: '1' })).status).toBe(503);
    expect((await same.post('/checkout', {}, { origin: 'https://evil.example' })).status).toBe(403);
  });

  test('an order can be neither found nor changed, and the answer is 503, not 404', async () => {
    const order = orderRow({ accessHash: hashAccessToken('x'.repeat(43)) });
    begin(new NoCache());
    const ada = new Shopper(appWithoutDatabase);
    expect((await ada.get(`/find-order?order=${order.id}&token=${'x'.repeat(43)}`)).status).toBe(503);
    expect((await ada.get(`/orders/${order.id}/delivery`)).status).toBe(503);
    expect((await ada.get('/find-order')).status).toBe(200);
  });
});
