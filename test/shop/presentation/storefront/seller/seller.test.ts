import { FastifyInstance } from 'fastify';
import { ulid } from 'ulid';
import { createProduct } from '../../../../../shop/application/inventory/products';
import { MediaStorage } from '../../../../../shop/ports/media';
import { buildApp } from '../../../../../shop/presentation/storefront/app';
import { TestShopDatabase } from '../../../support/shop-database';
import { useShop } from '../../../support/use-shop';
import { ask, signedIn, Staff, valueOf } from '../support/staff';
import { testStorefront } from '../support/storefront';

/** Has whatever it is asked for. */
const everywhere: MediaStorage = {
  createUpload: async () => ({ url: 'https://media.example/', fields: {} }),
  exists: async () => true,
};

const HOSTILE = "<script>alert(1)</script>'; drop table product; --";

describe("the seller's pages", () => {
  let shop: TestShopDatabase;
  useShop((made) => {
    shop = made;
  });

  let app: FastifyInstance;
  let seller: Staff;
  let other: Staff;
  let admin: Staff;
  beforeEach(async () => {
    await shop.query('truncate product, customer, outbox, inbox cascade');
    app = buildApp(testStorefront(shop.store, { media: everywhere }));
    [seller, other, admin] = [
      await signedIn(app, shop.store, 'seller'),
      await signedIn(app, shop.store, 'seller'),
      await signedIn(app, shop.store, 'admin'),
    ];
  });
  afterEach(async () => app.close());

  async function product(
    owner: Staff = seller,
    overrides: { readonly name?: string; readonly currency?: string } = {},
  ): Promise<string> {
    const id = ulid();
    await createProduct(
      shop.store,
      { role: 'seller', customerId: owner.customerId, sellerId: owner.sellerId },
      {
        id,
        sku: `S-${id}`,
        name: 'Cup',
        description: 'A cup',
        priceMinor: 1290,
        currency: 'EUR',
        active: true,
        lowMark: 1,
        ...overrides,
      },
      new Date(),
    );
    return id;
  }

  const filled = (overrides: Readonly<Record<string, string>> = {}) => ({
    id: ulid(),
    sku: 'CUP-1',
    name: 'Cup',
    description: 'Line one\r\nLine two',
    price: '12,90',
    currency: 'eur',
    lowMark: '5',
    active: 'yes',
    ...overrides,
  });
  const details = (overrides: Readonly<Record<string, string>> = {}) => ({
    version: '1',
    name: 'Cup',
    description: 'A cup',
    price: '12.90',
    active: 'yes',
    ...overrides,
  });

  /** Everything that a refused request must leave as it was. */
  const everything = async () =>
    shop.query(`select (select json_agg(p order by id) from product p) as products, (select json_agg(s order by product_id) from stock s) as stock,
    (select count(*) from stock_movement)::int as movements, (select count(*) from price_history)::int as prices, (select count(*) from outbox)::int as outbox`);

  describe('who may come', () => {
    test('nobody without an account, no customer, and no seller who has no seller row', async () => {
      const stranger = await ask(app, 'GET', '/seller');
      expect([stranger.status, stranger.headers.location]).toEqual([303, '/sign-in?next=%2Fseller']);
      const customer = await signedIn(app, shop.store, 'customer');
      expect((await customer.get('/seller')).status).toBe(403);
      await shop.query('delete from seller where customer_id = $1', [seller.customerId]);
      const refused = await seller.get('/seller');
      expect(refused.status).toBe(403);
      expect(refused.body).toContain('Not ready for selling');
    });

    test('every route asks for the role, and none changes anything for a customer', async () => {
      const id = await product();
      const customer = await signedIn(app, shop.store, 'customer');
      const before = await everything();
      for (const path of [
        '/seller/products/new',
        `/seller/products/${id}`,
        `/seller/products/${id}/picture?type=image/png`,
        `/seller/products/${id}/pictures/${ulid()}.jpg`,
      ]) {
        expect([path, (await customer.get(path)).status]).toEqual([path, 403]);
      }
      for (const [path, fields] of [
        ['/seller/products/new', filled()],
        [`/seller/products/${id}`, details({ price: '1' })],
        [`/seller/products/${id}/stock`, { deliveryId: ulid(), delta: '5' }],
        [`/seller/products/${id}/low-mark`, { lowMark: '9' }],
        [`/seller/products/${id}/pictures/${ulid()}.jpg`, { version: '1' }],
      ] as const) {
        expect([path, (await customer.post(path, fields)).status]).toEqual([path, 403]);
      }
      expect(await everything()).toEqual(before);
    });

    test('a form with a wrong token, or from another site, changes nothing', async () => {
      const id = await product();
      const before = await everything();
      expect((await seller.post(`/seller/products/${id}`, { ...details({ price: '1' }), _csrf: 'wrong' })).status).toBe(
        403,
      );
      expect(
        (await seller.post(`/seller/products/${id}/stock`, { deliveryId: ulid(), delta: '5', _csrf: '' })).status,
      ).toBe(403);
      expect(await everything()).toEqual(before);
    });

    test("another seller's product is not found by any way, and nothing is written; an administrator may", async () => {
      const id = await product(other, { name: 'Theirs' });
      const file = `${ulid()}.jpg`;
      const before = await everything();
      for (const path of [
        `/seller/products/${id}`,
        `/seller/products/${id}/picture?type=image/png`,
        `/seller/products/${id}/pictures/${file}`,
      ]) {
        expect([path, (await seller.get(path)).status]).toEqual([path, 404]);
      }
      for (const [path, fields] of [
        [`/seller/products/${id}`, details({ price: '1' })],
        [`/seller/products/${id}/stock`, { deliveryId: ulid(), delta: '5' }],
        [`/seller/products/${id}/low-mark`, { lowMark: '9' }],
        [`/seller/products/${id}/pictures/${file}`, { version: '1' }],
      ] as const) {
        expect([path, (await seller.post(path, fields)).status]).toEqual([path, 404]);
      }
      expect(await everything()).toEqual(before);
      expect((await seller.get('/seller')).body).not.toContain('Theirs');
      expect((await admin.get('/seller')).body).toContain('Theirs');
      expect((await admin.post(`/seller/products/${id}`, details({ name: 'Theirs', price: '9' }))).status).toBe(303);
      expect((await shop.store.read.catalogue.find(id))?.priceMinor).toBe(900);
    });

    test.each([
      '/seller/products/x',
      '/seller/products/01J8Z0000000000000000MSSNG',
      '/seller?page=0',
      '/seller?page=1e3',
      '/seller?page=99999',
    ])('%s is not found', async (path) => {
      expect((await seller.get(path)).status).toBe(404);
    });
  });

  describe('a new product', () => {
    test('is theirs, with its price in minor units, and visitors find it', async () => {
      expect((await ask(app, 'GET', '/?q=cup')).body).toContain('Nothing matches');
      const form = filled();
      const answer = await seller.post('/seller/products/new', form);
      expect([answer.status, answer.headers.location]).toEqual([303, `/seller/products/${form.id}?done=created`]);
      expect(await shop.store.read.catalogue.find(form.id)).toEqual({
        id: form.id,
        sku: 'CUP-1',
        name: 'Cup',
        description: 'Line one\nLine two',
        priceMinor: 1290,
        currency: 'EUR',
        active: true,
        version: 1,
        sellerId: seller.sellerId,
      });
      expect(await shop.store.read.stock.find(form.id)).toMatchObject({ onHand: 0, lowMark: 5 });
      // The request's own relay has told the cache.
      expect(await shop.query('select state from outbox')).toEqual([{ state: 'sent' }]);
      const again = await seller.post('/seller/products/new', form);
      expect(again.status).toBe(303);
      expect(await shop.query('select count(*)::int as n from product')).toEqual([{ n: 1 }]);
      expect((await seller.get(String(answer.headers.location))).body).toContain('The product has been made');
    });

    test('keeps what was typed and says what is wrong beside it', async () => {
      const page = await seller.post(
        '/seller/products/new',
        filled({
          sku: 'has space',
          name: '',
          price: '1,234.50',
          currency: 'EURO',
          lowMark: '-1',
          description: HOSTILE,
        }),
      );
      expect(page.status).toBe(422);
      for (const text of [
        'Article number must have letters',
        'Name must not be empty',
        'Currency must be a currency code',
        'Low mark must be a whole number',
      ]) {
        expect(page.body).toContain(text);
      }
      expect(page.body).toContain('value="1,234.50"');
      expect(page.body).not.toContain('<script>');
      expect(valueOf(page, 'sku')).toBe('has space');
      expect(await shop.query('select count(*)::int as n from product')).toEqual([{ n: 0 }]);
      expect((await seller.post('/seller/products/new', filled({ id: 'x' }))).status).toBe(400);
    });

    test('with an article number that is taken is not made', async () => {
      await seller.post('/seller/products/new', filled());
      const page = await other.post('/seller/products/new', filled());
      expect(page.status).toBe(409);
      expect(page.body).toContain('Article number is taken');
      expect(await shop.query('select seller_id from product')).toEqual([{ seller_id: seller.sellerId }]);
    });
  });

  describe('name, text and price', () => {
    test('are shown in major units of their currency and saved exactly', async () => {
      for (const [currency, typed, minor, shown] of [
        ['EUR', '8,29', 829, '12.90'],
        ['JPY', '1500', 1500, '1290'],
        ['KWD', '1.234', 1234, '1.290'],
      ] as const) {
        const id = await product(seller, { currency });
        expect(valueOf(await seller.get(`/seller/products/${id}`), 'price')).toBe(shown);
        expect((await seller.post(`/seller/products/${id}`, details({ price: typed }))).status).toBe(303);
        expect((await shop.store.read.catalogue.find(id))?.priceMinor).toBe(minor);
        expect(
          (await shop.store.read.inventory.prices(id)).map(({ version, changedBy }) => [version, changedBy]),
        ).toEqual([
          [2, seller.customerId],
          [1, seller.customerId],
        ]);
      }
    });

    test.each([
      ['price', '-1'],
      ['price', '99999999999999999999'],
      ['price', '10000000.01'],
      ['price', 'NaN'],
      ['price', '1.999'],
      ['price', ''],
      ['name', ''],
      ['name', 'x'.repeat(201)],
      ['name', 'two\nlines'],
      ['description', ' '],
      ['description', 'x'.repeat(4_001)],
      ['description', 'a\u0000b'],
    ])('%s is refused (%#)', async (field, value) => {
      const id = await product();
      const before = await everything();
      const page = await seller.post(`/seller/products/${id}`, details({ [field]: value }));
      expect(page.status).toBe(422);
      expect(page.body).toContain(`id="${field}-problem"`);
      expect(await everything()).toEqual(before);
    });

    test('hostile text is text: in the table as typed, on every page escaped', async () => {
      const id = await product();
      expect(
        (await seller.post(`/seller/products/${id}`, details({ name: HOSTILE, description: `</textarea>${HOSTILE}` })))
          .status,
      ).toBe(303);
      expect(await shop.store.read.catalogue.find(id)).toMatchObject({
        name: HOSTILE,
        description: `</textarea>${HOSTILE}`,
      });
      for (const page of [
        await seller.get('/seller'),
        await seller.get(`/seller/products/${id}`),
        await seller.get('/'),
        await seller.get(`/products/${id}`),
      ]) {
        expect(page.status).toBe(200);
        expect(page.body).not.toContain('<script>');
        expect(page.body).toContain('&#60;script&#62;');
      }
    });

    test('a lost update is shown with both versions, and may then be sent on purpose', async () => {
      const id = await product();
      expect((await admin.post(`/seller/products/${id}`, details({ price: '20' }))).status).toBe(303);
      const page = await seller.post(`/seller/products/${id}`, details({ price: '15', name: 'My cup' }));
      expect(page.status).toBe(409);
      expect(page.body).toContain('Nothing was saved');
      expect(page.body).toMatch(/20\.00[\s\S]*15/);
      expect([valueOf(page, 'version'), valueOf(page, 'price'), valueOf(page, 'name')]).toEqual(['2', '15', 'My cup']);
      expect(await shop.store.read.catalogue.find(id)).toMatchObject({ priceMinor: 2000, name: 'Cup' });
      expect(
        (await seller.post(`/seller/products/${id}`, details({ price: '15', name: 'My cup', version: '2' }))).status,
      ).toBe(303);
      expect(await shop.store.read.catalogue.find(id)).toMatchObject({ priceMinor: 1500, name: 'My cup', version: 3 });
      for (const version of ['', '0', '-1', '1e9', '99999999999']) {
        expect((await seller.post(`/seller/products/${id}`, details({ version }))).status).toBe(400);
      }
    });

    test('a product taken off sale is gone for visitors and still there for its seller', async () => {
      const id = await product();
      expect((await seller.get(`/products/${id}`)).status).toBe(200);
      const { version, name, description, price } = details();
      expect((await seller.post(`/seller/products/${id}`, { version, name, description, price })).status).toBe(303);
      expect((await shop.store.read.catalogue.find(id))?.active).toBe(false);
      expect((await seller.get(`/seller/products/${id}`)).body).not.toContain('As visitors see it');
      expect((await seller.get('/seller')).body).toContain('Not on sale');
    });
  });

  describe('the stock', () => {
    test('a double click is one delivery', async () => {
      const id = await product();
      const deliveryId = valueOf(await seller.get(`/seller/products/${id}`), 'deliveryId');
      const clicks = await Promise.all(
        [1, 2].map(async () => seller.post(`/seller/products/${id}/stock`, { deliveryId, delta: '12' })),
      );
      expect(clicks.map(({ status }) => status)).toEqual([303, 303]);
      expect(await shop.store.read.stock.find(id)).toMatchObject({ onHand: 12, reserved: 0 });
      expect(await shop.query('select order_id, on_hand_delta from stock_movement')).toEqual([
        { order_id: deliveryId, on_hand_delta: 12 },
      ]);
      expect(await shop.query("select id from outbox where kind = 'publish.stock'")).toEqual([
        { id: `${id}:stock.back:${deliveryId}` },
      ]);
      expect(valueOf(await seller.get(`/seller/products/${id}`), 'deliveryId')).not.toBe(deliveryId);
    });

    test('what is reserved stays', async () => {
      const id = await product();
      await seller.post(`/seller/products/${id}/stock`, { deliveryId: ulid(), delta: '5' });
      await shop.query('update stock set reserved = 4 where product_id = $1', [id]);
      const deliveryId = ulid();
      const page = await seller.post(`/seller/products/${id}/stock`, { deliveryId, delta: '-2' });
      expect(page.status).toBe(422);
      expect(page.body).toContain('would take away what is reserved');
      expect(valueOf(page, 'deliveryId')).toBe(deliveryId);
      expect((await seller.post(`/seller/products/${id}/stock`, { deliveryId, delta: '-1' })).status).toBe(303);
      expect(await shop.store.read.stock.find(id)).toMatchObject({ onHand: 4, reserved: 4 });
      expect((await seller.get('/seller')).body).toContain('Sold out');
    });

    test.each(['0', '', '1.5', '1e3', '1000001', '-1000001', '99999999999999999999', HOSTILE])(
      '%j pieces are refused',
      async (delta) => {
        const id = await product();
        const page = await seller.post(`/seller/products/${id}/stock`, { deliveryId: ulid(), delta });
        expect(page.status).toBe(422);
        expect(page.body).not.toContain('<script>');
        expect(await shop.query('select count(*)::int as n from stock_movement')).toEqual([{ n: 0 }]);
      },
    );

    test('more than a shelf can hold is a problem of the field', async () => {
      const id = await product();
      await shop.query('update stock set on_hand = 1000000000 where product_id = $1', [id]);
      const page = await seller.post(`/seller/products/${id}/stock`, { deliveryId: ulid(), delta: '1' });
      expect(page.status).toBe(422);
      expect(page.body).toContain('Pieces to add must leave at most 1000000000 pieces in stock');
    });

    test('the low mark', async () => {
      const id = await product();
      expect((await seller.post(`/seller/products/${id}/low-mark`, { lowMark: '7' })).status).toBe(303);
      expect(await shop.store.read.stock.find(id)).toMatchObject({ lowMark: 7 });
      expect((await seller.post(`/seller/products/${id}/low-mark`, { lowMark: '-7' })).status).toBe(422);
      await seller.post(`/seller/products/${id}/stock`, { deliveryId: ulid(), delta: '3' });
      expect((await seller.get('/seller')).body).toContain('Low: 3 left');
      await seller.post(`/seller/products/${id}/stock`, { deliveryId: ulid(), delta: '5' });
      expect((await seller.get('/seller')).body).toContain('<span class="tag good">On sale</span>');
    });
  });

  test('the list has pages', async () => {
    for (let count = 0; count < 51; count += 1) {
      await product(seller, { name: `Cup ${String(count).padStart(2, '0')}` });
    }
    const first = await seller.get('/seller');
    expect(first.body).toContain('href="/seller?page=2"');
    expect(first.body).not.toContain('Cup 50');
    expect((await seller.get('/seller?page=2')).body).toContain('Cup 50');
    expect(first.headers['cache-control']).toBe('private, no-store');
  });
});
