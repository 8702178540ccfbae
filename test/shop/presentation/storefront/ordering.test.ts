import { FastifyInstance } from 'fastify';
import { formOf } from './support/browser';
import { ADDRESS, orderIn, Shopper } from './support/shopper';
import { testStorefront, TestStorefront } from './support/storefront';
import { hashToken } from '../../../../shop/domain/accounts/session';
import { hashAccessToken, newAccessToken } from '../../../../shop/domain/orders/order-access';
import { decodeOrderMessage } from '../../../../shop/domain/orders/order-message';
import { buildApp } from '../../../../shop/presentation/storefront/app';
import { TestShopDatabase } from '../../support/shop-database';
import { useShop } from '../../support/use-shop';
import { writing } from '../../support/writing';

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

  test('an order is one message with the lines as shown, and its page shows each state', async () => {
    const product = await database.product({ priceMinor: 1250 });
    const ordered = await ada.buy(product, '2');
    expect(ordered.status).toBe(303);
    const orderId = orderIn(ordered);
    expect(shop.queue.messages).toHaveLength(1);
    const message = decodeOrderMessage(shop.queue.messages[0]);
    expect(message).toMatchObject({
      orderId,
      email: 'ada@example.com',
      currency: 'EUR',
      lines: [{ productId: product, quantity: 2, priceMinor: 1250 }],
    });
    const session = hashToken(ada.cookies.get('__Host-session')!);
    const { cartId } = (await shop.store.read.sessions.find(session))!;
    expect(message.internal).toEqual({ cartId, mayReserve: true });
    // The browser keeps the access token of the form; the shop keeps its hash.
    expect(ada.cookies.get('__Host-orders')).toBe(orderId + message.accessToken);
    expect(message.address).toEqual({
      name: 'Ada Lovelace',
      line1: 'Main Street 1',
      postalCode: '10115',
      city: 'Berlin',
      country: 'DE',
    });
    expect((await ada.get('/cart')).body).toContain('Your cart is empty');

    const received = await ada.follow(ordered);
    expect(received.body).toContain('We have your order');
    expect(received.headers.refresh).toBe('3');
    await shop.processOrders();
    const placed = await ada.follow(ordered);
    expect(placed.headers.refresh).toBeUndefined();
    expect(placed.body).toContain(`href="/webhooks/payments/demo/checkout/${orderId}"`);
    expect(placed.body).toContain('Pay now: €25.00');
    expect(placed.body).toContain('Everything is reserved for you for 30 more minutes');
    expect(await database.query('select access_hash, customer_id from orders where id = $1', [orderId])).toEqual([
      { access_hash: hashAccessToken(message.accessToken), customer_id: null },
    ]);
    expect(placed.body).toContain('Cancel this order');
    expect((await ada.submit(placed, `/orders/${orderId}/cancel`)).location).toBe(`/orders/${orderId}?done=cancelled`);
    expect(await database.query('select state from orders where id = $1', [orderId])).toEqual([{ state: 'cancelled' }]);
    expect(await shop.store.read.stock.find(product)).toMatchObject({ onHand: 10, reserved: 0 });
    expect(
      await database.query("select kind, reserved_delta from stock_movement where order_id = $1 and kind = 'release'", [
        orderId,
      ]),
    ).toEqual([{ kind: 'release', reserved_delta: -2 }]);
    expect(await database.query('select kind from outbox where id = $1', [`${orderId}:order.cancelled`])).toEqual([
      { kind: 'publish.orders' },
    ]);
  });

  test('a cancellation after the payment changes nothing', async () => {
    const ordered = await ada.buy(await database.product());
    await shop.processOrders();
    const page = await ada.follow(ordered);
    const orderId = ordered.location.slice('/orders/'.length);
    await writing(shop.store).orders.move(orderId, 'placed', 'paid', { test: true });
    const late = await ada.submit(page, `/orders/${orderId}/cancel`);
    expect(late.location).toBe(`/orders/${orderId}?done=too-late`);
    const shown = (await ada.follow(late)).body;
    expect(shown).toContain('could not be cancelled any more');
    expect(shown).toContain('Test order');
    expect(await database.query('select state from orders where id = $1', [orderId])).toEqual([{ state: 'paid' }]);
  });

  test('a double click and a second try are one order, also when the first took the last piece', async () => {
    const product = await database.product({ onHand: 1 });
    await ada.add(product);
    const checkout = await ada.get('/checkout');
    const twin = ada.copyTo(new Shopper(app), '__Host-session');
    const [first, second] = [
      await ada.submit(checkout, '/checkout', fields),
      await twin.submit(checkout, '/checkout', fields),
    ];
    expect(second.location).toBe(first.location);
    expect(new Set(shop.queue.messages.map((message) => decodeOrderMessage(message).orderId)).size).toBe(1);
    await shop.processOrders();
    expect(await database.query('select 1 from orders where id = $1', [first.location.slice(8)])).toHaveLength(1);
    // The browser that shows the second answer may never have seen the first one.
    const late = ada.copyTo(new Shopper(app), '__Host-session');
    expect((await late.submit(checkout, '/checkout', fields)).location).toBe(first.location);
    for (const each of [ada, twin, late]) expect((await each.get(first.location)).body).toContain('Pay now');
    expect((await ada.submit(checkout, '/checkout', fields)).location).toBe(first.location);
    // All repetitions are the same order.
    await shop.processOrders();
    const rows = await database.query('select state from orders where id = $1', [first.location.slice(8)]);
    expect(rows).toEqual([{ state: 'placed' }]);
  });

  test('a changed price is shown and must be agreed to', async () => {
    const product = await database.product({ priceMinor: 1000 });
    await ada.add(product);
    const checkout = await ada.get('/checkout');
    await database.query('update product set price_minor = 1500, version = version + 1 where id = $1', [product]);
    const again = await ada.submit(checkout, '/checkout', fields);
    expect(again.status).toBe(409);
    expect(again.body).toContain('Prices have changed');
    expect(again.body).toContain('was €10.00');
    expect(again.body).toContain('Order and pay €15.00');
    expect(again.body).toContain('value="Main Street 1"');
    expect(shop.queue.messages).toEqual([]);
    expect((await ada.get('/cart')).body).toContain('was €10.00 when you put it in');
    expect((await ada.submit(again, '/checkout')).status).toBe(303);
    expect(decodeOrderMessage(shop.queue.messages[0])).toMatchObject({ lines: [{ priceMinor: 1500 }] });
  });

  test('a line that is sold out or no longer sold must be removed first', async () => {
    const [few, none, notSold] = [
      await database.product({ onHand: 2 }),
      await database.product(),
      await database.product(),
    ];
    for (const product of [few, none, notSold]) await ada.add(product, '2');
    const checkout = await ada.get('/checkout');
    await database.query(
      'update stock set on_hand = case product_id when $1 then 1 else 0 end where product_id in ($1, $2)',
      [few, none],
    );
    await database.query('update product set active = false where id = $1', [notSold]);
    const page = await ada.submit(checkout, '/checkout', fields);
    expect(page.status).toBe(422);
    expect(page.body).toContain('only 1 are left');
    expect(page.body).toContain('has just sold out');
    expect(page.body).toContain('is no longer sold');
    expect(shop.queue.messages).toEqual([]);
    const cart = (await ada.get('/cart')).body;
    expect(cart).toContain('Only 1 left');
    expect(cart).not.toContain('href="/checkout"');
  });

  test('when the queue refuses an order, cart and form are kept', async () => {
    const product = await database.product();
    await ada.add(product);
    const checkout = await ada.get('/checkout');
    shop.queue.failing = true;
    const failed = await ada.submit(checkout, '/checkout', {
      email: 'ada@example.com',
      ...ADDRESS,
      line2: 'Back house',
    });
    expect([failed.status, failed.headers['retry-after']]).toEqual([503, '5']);
    expect(failed.body).toContain('Nothing is ordered and nothing is lost');
    expect(formOf(failed.body, '/checkout')).toMatchObject({
      email: 'ada@example.com',
      line2: 'Back house',
      order: formOf(checkout.body, '/checkout').order,
    });
    expect((await ada.get('/cart')).body).toContain('€10.00');
    shop.queue.failing = false;
    expect((await ada.submit(failed, '/checkout')).status).toBe(303);
    expect(shop.queue.messages).toHaveLength(1);
  });

  test('each mistake is named at its field, and typed text is kept and does not become markup', async () => {
    await ada.add(await database.product());
    const evil = '"><script>alert(1)</script>';
    const page = await ada.submit(await ada.get('/checkout'), '/checkout', {
      email: evil,
      ...ADDRESS,
      name: '',
      line1: 'x'.repeat(200),
      city: 'A\u0000B',
      country: 'XX',
    });
    expect(page.status).toBe(422);
    for (const field of ['email', 'name', 'line1', 'city', 'country']) {
      expect(page.body).toContain(`<a href="#${field}">`);
      expect(page.body).toContain(`id="${field}-problem"`);
    }
    expect(page.body).not.toContain('<script');
    expect(page.body).toContain('value="&#34;&#62;&#60;script');
    expect(page.body).toContain('Please check these 5 things');
  });

  test.each([
    ['no lines', { line: [] }],
    ['a malformed line', { line: ['x'] }],
    ['a negative price', { line: ['01ARZ3NDEKTSV4RRFFQ69G5FAV:1:-5'] }],
    ['a huge quantity', { line: ['01ARZ3NDEKTSV4RRFFQ69G5FAV:999999:5'] }],
    ['no id', { order: '' }],
    ['a malformed id', { order: "'; drop table orders" }],
    ['no access token', { access: '' }],
    ['an access token that can be guessed', { access: 'a'.repeat(43) }],
    ['a product twice', { line: ['01ARZ3NDEKTSV4RRFFQ69G5FAV:1:5', '01ARZ3NDEKTSV4RRFFQ69G5FAV:1:5'] }],
  ])('a form with %s is made anew', async (_, wrong) => {
    await ada.add(await database.product());
    const page = await ada.checkOut(wrong);
    expect([page.status, page.location]).toEqual([303, '/checkout']);
    expect(shop.queue.messages).toEqual([]);
  });

  test('a price that was changed in the form is not charged', async () => {
    const product = await database.product({ priceMinor: 1000 });
    await ada.add(product);
    const page = await ada.submit(await ada.get('/checkout'), '/checkout', {
      email: 'ada@example.com',
      ...ADDRESS,
      line: `${product}:1:1`,
    });
    expect(page.status).toBe(409);
    expect(shop.queue.messages).toEqual([]);
  });

  test('an order of another visitor is not found, as one that does not exist', async () => {
    const ordered = await ada.buy(await database.product());
    const eve = new Shopper(app);
    expect((await eve.get(ordered.location)).status).toBe(404);
    await shop.processOrders();
    expect((await eve.get(ordered.location)).status).toBe(404);
    await eve.add(await database.product());
    const { accessHash } = (await shop.store.read.orders.find(orderIn(ordered)))!;
    for (const secret of ['', newAccessToken(), accessHash]) {
      eve.cookies.set('__Host-orders', orderIn(ordered) + secret);
      expect((await eve.get(ordered.location)).status).toBe(404);
    }
    const token = String(formOf((await eve.get('/cart')).body, '/cart/remove')._csrf);
    expect((await eve.post(`${ordered.location}/cancel`, { _csrf: token })).status).toBe(404);
    expect((await eve.get('/orders/xyz')).status).toBe(404);
    expect((await ada.get(ordered.location)).status).toBe(200);
  });

  test('an empty cart has no checkout', async () => {
    expect((await ada.get('/checkout')).location).toBe('/cart');
    expect((await ada.post('/checkout', { order: 'x' })).location).toBe('/checkout');
  });
});
