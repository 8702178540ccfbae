import { FastifyInstance } from 'fastify';
import { ulid } from 'ulid';
import { ADDRESS, orderIn, Shopper } from './support/shopper';
import { testStorefront, TestStorefront } from './support/storefront';
import { LocalCache } from '../../../../shop/adapters/cache/local-cache';
import { StoreError } from '../../../../shop/application/store-error';
import { decodeOrderMessage } from '../../../../shop/domain/orders/order-message';
import { buildApp } from '../../../../shop/presentation/storefront/app';
import { TestShopDatabase } from '../../support/shop-database';
import { useShop } from '../../support/use-shop';

const FIELDS = { email: 'ada@example.com', ...ADDRESS };

describe('the cart after an order', () => {
  let database: TestShopDatabase;
  let shop: TestStorefront;
  let app: FastifyInstance;
  let ada: Shopper;
  useShop((ready) => {
    database = ready;
  });
  beforeEach(() => {
    shop = testStorefront(database.store);
    app = buildApp(shop);
    ada = new Shopper(app);
  });
  afterEach(async () => app.close());

  const quantityOf = async (product: string) =>
    (await database.query<{ quantity: number }>('select quantity from cart_line where product_id = $1', [product])).map(
      ({ quantity }) => quantity,
    );
  test('keeps only the lines that a second tab has added since the form was opened', async () => {
    const [one, two] = [await database.product({ onHand: 40 }), await database.product({ onHand: 40 })];
    await ada.add(one, '2');
    const checkout = await ada.get('/checkout');
    await ada.add(one, '3');
    await ada.add(two);
    const ordered = await ada.submit(checkout, '/checkout', FIELDS);
    expect(decodeOrderMessage(shop.queue.messages[0]).lines).toMatchObject([{ productId: one, quantity: 2 }]);
    expect([await quantityOf(one), await quantityOf(two)]).toEqual([[3], [1]]);
    expect((await ada.follow(ordered)).body).toContain('(4 articles)');
  });

  test.each(['a guest', 'a customer'])(
    '%s gets both lines back when one has sold out, and can order the other',
    async (who) => {
      if (who === 'a customer') await ada.becomeCustomer(shop.store);
      const [available, soldOut] = [await database.product({ onHand: 8 }), await database.product({ onHand: 8 })];
      await ada.add(available, '2');
      await ada.add(soldOut);
      const ordered = await ada.checkOut();
      expect((await ada.get('/cart')).body).toContain('Your cart is empty');
      await database.query('update stock set on_hand = 0 where product_id = $1', [soldOut]);
      expect(await shop.processOrders()).toMatchObject([{ outcome: 'rejected', reason: 'sold_out' }]);
      expect((await ada.follow(ordered)).body).toContain('what you wanted is back in your cart');
      const cart = await ada.get('/cart');
      expect(cart.body).toContain('€20.00');
      expect(cart.body).toContain('Sold out');
      expect([await quantityOf(available), await quantityOf(soldOut)]).toEqual([[2], [1]]);
      await ada.submit(cart, '/cart/remove', { product: soldOut });
      const again = await ada.checkOut();
      expect(orderIn(again)).not.toBe(orderIn(ordered));
      expect(await shop.processOrders()).toMatchObject([{ outcome: 'placed' }]);
      expect(await quantityOf(available)).toEqual([]);
    },
  );

  test('after a changed price the lines return with the new one, once for a repeated message', async () => {
    const product = await database.product({ priceMinor: 1_000 });
    const ordered = await ada.buy(product, '2');
    await database.query('update product set price_minor = 1500, version = version + 1 where id = $1', [product]);
    shop.queue.messages.push(shop.queue.messages[0]);
    const results = await shop.processOrders();
    expect(results).toMatchObject([{ outcome: 'rejected', reason: 'price_changed' }, { outcome: 'duplicate' }]);
    expect((await ada.follow(ordered)).body).toContain('at the new price');
    expect(await quantityOf(product)).toEqual([2]);
    expect((await ada.get('/checkout')).body).toContain('Order and pay €30.00');
  });

  test('an order that the queue refuses stays in the cart', async () => {
    const product = await database.product();
    await ada.add(product);
    shop.queue.failing = true;
    expect((await ada.checkOut()).status).toBe(503);
    expect(await quantityOf(product)).toEqual([1]);
  });

  describe('while the database is unavailable', () => {
    /** Returns the same shop without its database; the cache has copies of earlier visitors. */
    const withoutDatabase = (cache: LocalCache) => {
      const error = new StoreError('unavailable', new Error('ECONNREFUSED'));
      const failing = new Proxy(
        {},
        {
          get: () =>
            new Proxy(
              {},
              {
                get: () => async () => {
                  throw error;
                },
              },
            ),
        },
      );
      const store = {
        read: failing as never,
        write: failing as never,
        transaction: async () => {
          throw error;
        },
        close: async () => undefined,
      };
      const shopWithoutDatabase = testStorefront(store, { cache });
      const server = buildApp(shopWithoutDatabase);
      return { shopWithoutDatabase, server, visit: (browser: Shopper) => browser.copyTo(new Shopper(server)) };
    };
    let cache: LocalCache;
    beforeEach(async () => {
      cache = new LocalCache();
      await app.close();
      shop = testStorefront(database.store, { cache });
      app = buildApp(shop);
      ada = new Shopper(app);
    });

    test('noted lines leave the cart when the database is available, and lines added elsewhere stay', async () => {
      await ada.becomeCustomer(shop.store);
      const [one, two] = [await database.product({ onHand: 40 }), await database.product({ onHand: 40 })];
      await ada.add(one, '2');
      await ada.add(two);
      await ada.get('/');
      const { shopWithoutDatabase, server, visit } = withoutDatabase(cache);
      const same = visit(ada);
      expect((await same.checkOut()).status).toBe(303);
      expect(shopWithoutDatabase.queue.messages).toHaveLength(1);
      // Repeated requests note it once.
      for (let turn = 0; turn < 3; turn += 1) expect((await same.get('/cart')).body).toContain('Your cart is empty');
      expect(same.cookies.get('__Host-ordered')?.split('.').sort()).toEqual([`${one}2`, `${two}1`].sort());
      await server.close();

      // Another device of the same customer.
      await ada.add(one, '3');
      const back = same.copyTo(new Shopper(app));
      expect((await back.get('/cart')).body).toContain('€30.00');
      expect([await quantityOf(one), await quantityOf(two)]).toEqual([[3], []]);
      expect(back.cookies.has('__Host-ordered')).toBe(false);
    });

    test('the lines of two orders are noted', async () => {
      const [one, two] = [await database.product({ onHand: 40 }), await database.product({ onHand: 40 })];
      await ada.add(one);
      const first = await ada.get('/checkout');
      await ada.add(two);
      const second = await ada.get('/checkout');
      const { server, visit } = withoutDatabase(cache);
      const same = visit(ada);
      for (const form of [first, second]) expect((await same.submit(form, '/checkout', FIELDS)).status).toBe(303);
      expect(same.cookies.get('__Host-ordered')?.split('.').sort()).toEqual([`${one}1`, `${one}1`, `${two}1`].sort());
      await server.close();
      const back = same.copyTo(new Shopper(app));
      expect((await back.get('/cart')).body).toContain('Your cart is empty');
    });

    test("a note that was changed by hand removes lines from the visitor's cart only", async () => {
      const product = await database.product();
      await ada.add(product, '2');
      const notes = ['x', 'yes', `${product}0`, `${product}-1`, `${product}1e9`, `'; drop table cart.${ulid()}5`];
      for (const note of notes) {
        ada.cookies.set('__Host-ordered', note);
        expect((await ada.get('/cart')).status).toBe(200);
        expect(await quantityOf(product)).toEqual([2]);
      }
    });
  });
});
