import { FastifyInstance } from 'fastify';
import { Browser, Page } from './support/browser';
import { testStorefront, TestStorefront } from './support/storefront';
import { buildApp } from '../../../../shop/presentation/storefront/app';
import { TestShopDatabase } from '../../support/shop-database';
import { useShop } from '../../support/use-shop';

describe('a cart with more pieces than the stock', () => {
  let database: TestShopDatabase;
  let shop: TestStorefront;
  let app: FastifyInstance;
  let ada: Browser;
  useShop((ready) => {
    database = ready;
  });
  beforeEach(() => {
    shop = testStorefront(database.store);
    app = buildApp(shop);
    ada = new Browser(app);
  });
  afterEach(async () => app.close());

  const form = async (product: string) => ada.get(`/products/${product}`);
  const add = async (page: Page, quantity: number) => ada.submit(page, '/cart/add', { quantity: String(quantity) });
  const set = async (fields: Record<string, string>) => ada.submit(await ada.get('/cart'), '/cart/update', fields);
  const inCart = async (product: string) =>
    (await database.query<{ quantity: number }>('select quantity from cart_line where product_id = $1', [product])).map(
      ({ quantity }) => quantity,
    );
  const reserve = async (product: string, reserved: number) =>
    database.query('update stock set reserved = $2 where product_id = $1', [product, reserved]);
  const said = async (answer: Page) => {
    expect(answer.status).toBe(303);
    return /<p class="notice" role="status">([^<]*)</.exec((await ada.follow(answer)).body)?.[1];
  };

  test('99 and 99 pieces are 99, and the cart says how many were put in', async () => {
    const product = await database.product({ onHand: 500 });
    const page = await form(product);
    expect(await said(await add(page, 60))).toBe('It is in your cart.');
    expect(await said(await add(page, 99))).toBe(
      'You asked for 99 of Test product. 39 were put in: one order takes up to 99 of a product. ' +
        'Your cart has 99 of it.',
    );
    expect(await said(await add(page, 99))).toContain('None was put in');
    expect(await inCart(product)).toEqual([99]);
  });

  test('no more pieces than the stock are put in, and the cart says so', async () => {
    const product = await database.product({ onHand: 5 });
    const page = await form(product);
    expect(await said(await add(page, 7))).toBe(
      'You asked for 7 of Test product. 5 were put in: only 5 are there. Your cart has 5 of it.',
    );
    expect(await inCart(product)).toEqual([5]);
    expect(await said(await set({ quantity: '4' }))).toBe('Your cart is up to date.');
    expect(await said(await add(page, 9))).toContain('You asked for 9 of Test product. 1 was put in');
    expect(await said(await set({ quantity: '80' }))).toContain('You asked for 80 of Test product. 5 were put in');
    expect(await inCart(product)).toEqual([5]);
  });

  test('a lower stock reduces the cart, and the cart says so', async () => {
    const product = await database.product({ onHand: 9 });
    const page = await form(product);
    await add(page, 8);
    await database.query('update stock set on_hand = 3 where product_id = $1', [product]);
    expect((await ada.get('/cart')).body).toContain('Only 3 left. Please take fewer.');
    expect(await said(await add(page, 1))).toBe(
      'You asked for 1 of Test product. None was put in: only 3 are there. Your cart has 3 of it.',
    );
  });

  test('a product that is sold out or no longer sold is refused, and the cart is unchanged', async () => {
    const [notSold, soldOut, unknown] = [
      await database.product(),
      await database.product(),
      '01J8Z00000000000000000KET1',
    ];
    const [notSoldPage, soldOutPage] = [await form(notSold), await form(soldOut)];
    await add(soldOutPage, 2);
    await database.query('update product set active = false where id = $1', [notSold]);
    await database.query('update stock set on_hand = 0 where product_id = $1', [soldOut]);
    const cart = await ada.get('/cart');
    expect(cart.body).toContain('Sold out at the moment');
    const answers = [await add(notSoldPage, 1), await add(soldOutPage, 1), await set({ quantity: '3' })];
    expect(answers.map(({ status }) => status)).toEqual([422, 422, 422]);
    const reasons = answers.map(({ body }) => /no longer sold|sold out/.exec(body)?.[0]);
    expect(reasons).toEqual(['no longer sold', 'sold out', 'sold out']);
    expect([await inCart(notSold), await inCart(soldOut)]).toEqual([[], [2]]);
    expect((await ada.submit(soldOutPage, '/cart/add', { quantity: '1', product: unknown })).status).toBe(404);
  });

  test('unpaid orders of others do not limit the cart', async () => {
    const product = await database.product({ onHand: 3 });
    await reserve(product, 3);
    const page = await form(product);
    expect(page.body).toMatch(/The last ones are in orders of others that are not paid yet\.[^<]*pays first gets it/);
    expect(page.body).not.toContain('Sold out');
    expect(await said(await add(page, 2))).toBe('It is in your cart.');
    const cart = await ada.get('/cart');
    expect(cart.body).toContain('To checkout');
    expect(cart.body).not.toMatch(/Sold out|left\. Please/);
    expect((await ada.get('/checkout')).status).toBe(200);
  });

  test('the page of a product shows the free pieces, and "sold out" only without stock', async () => {
    const product = await database.product({ onHand: 6 });
    await reserve(product, 2);
    expect((await form(product)).body).toContain('Only 4 left');
    await reserve(product, 0);
    await database.query('update stock set on_hand = 0 where product_id = $1', [product]);
    const empty = (await form(product)).body;
    expect(empty).toContain('Sold out');
    expect(empty).not.toContain('action="/cart/add"');
  });

  test('a notice in an address made by hand is not shown', async () => {
    const product = await database.product();
    await add(await form(product), 1);
    for (const query of [
      'product=x&asked=1&added=1&limit=stock',
      `product=${product}&asked=1e9&added=1&limit=stock`,
      `product=${product}&asked=-1&added=0&limit=order`,
      `product=${product}&asked=2&added=1&limit=%3Cb%3E`,
      `product=${product}&asked=2&asked=3&added=1&limit=stock`,
      '',
    ]) {
      const { status, body } = await ada.get(`/cart?done=fewer&${query}`);
      expect([status, body.includes('class="notice"')]).toEqual([200, false]);
    }
  });
});
