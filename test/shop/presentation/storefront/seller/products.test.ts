import { details, everythingIn, filled, Market, productOf, useMarket } from '../support/sellers';
import { ask, Staff, valueOf } from '../support/staff';

const HOSTILE = "<script>alert(1)</script>'; drop table product; --";

describe("the seller's pages", () => {
  let shop: Market['shop'];
  let app: Market['app'];
  let seller: Market['seller'];
  let other: Market['other'];
  let admin: Market['admin'];
  useMarket((made) => {
    ({ shop, app, seller, other, admin } = made);
  });

  const product = async (owner: Staff = seller, overrides: Parameters<typeof productOf>[2] = {}) =>
    productOf(shop.store, owner, overrides);

  const everything = async () => everythingIn(shop);

  describe('a new product', () => {
    test('belongs to its seller, has its price in minor units, and is found by visitors', async () => {
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
      // The request has delivered the outbox message that deletes the copies.
      expect(await shop.query('select state from outbox')).toEqual([{ state: 'sent' }]);
      const again = await seller.post('/seller/products/new', form);
      expect(again.status).toBe(303);
      expect(await shop.query('select count(*)::int as n from product')).toEqual([{ n: 1 }]);
      expect((await seller.get(String(answer.headers.location))).body).toContain('The product has been made');
    });

    test('is refused with its problems, and the typed text is kept', async () => {
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

    test('is refused when its article number is taken', async () => {
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

    test('hostile text is stored as typed, and escaped on each page', async () => {
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

    test('a lost update names every field of the form that differs', async () => {
      const id = await product();
      const form = /<form[^>]* action="\/seller\/products\/\w+" method="post"[\s\S]*?<\/form>/;
      const [shown = ''] = form.exec((await seller.get(`/seller/products/${id}`)).body) ?? [];
      const names = [...shown.matchAll(/<(?:input|textarea|select)[^>]* name="(\w+)"/g)].map(([, name]) => name);
      const fields = names.filter((name) => !['_csrf', 'version'].includes(name));
      expect(fields).toEqual(expect.arrayContaining(['name', 'description', 'price', 'active']));
      expect((await admin.post(`/seller/products/${id}`, details({ price: '20' }))).status).toBe(303);
      const mine = Object.fromEntries(fields.map((name) => [name, name === 'active' ? '' : '77']));
      const page = await seller.post(`/seller/products/${id}`, { version: '1', ...mine });
      expect(page.status).toBe(409);
      const [table = ''] = /<caption[^>]*>Differences[\s\S]*?<\/table>/.exec(page.body) ?? [];
      expect(table.match(/<th role="rowheader"/g)).toHaveLength(fields.length);
    });

    test('a product that is not on sale is hidden from visitors, not from its seller', async () => {
      const id = await product();
      expect((await seller.get(`/products/${id}`)).status).toBe(200);
      const { version, name, description, price } = details();
      expect((await seller.post(`/seller/products/${id}`, { version, name, description, price })).status).toBe(303);
      expect((await shop.store.read.catalogue.find(id))?.active).toBe(false);
      expect((await seller.get(`/seller/products/${id}`)).body).not.toContain('As visitors see it');
      expect((await seller.get('/seller')).body).toContain('Not on sale');
    });
  });
});
