import { ulid } from 'ulid';
import { details, everythingIn, filled, Market, productOf, useMarket } from '../support/sellers';
import { ask, signedIn, Staff } from '../support/staff';

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

  describe('access', () => {
    test('is refused without an account, to customers, and to sellers without a seller row', async () => {
      const stranger = await ask(app, 'GET', '/seller');
      expect([stranger.status, stranger.headers.location]).toEqual([303, '/sign-in?next=%2Fseller']);
      const customer = await signedIn(app, shop.store, 'customer');
      expect((await customer.get('/seller')).status).toBe(403);
      await shop.query('delete from seller where customer_id = $1', [seller.customerId]);
      const refused = await seller.get('/seller');
      expect(refused.status).toBe(403);
      expect(refused.body).toContain('Not ready for selling');
    });

    test('each route checks the role, and changes nothing for a customer', async () => {
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

    test("another seller's product is not found and not changed by any route; an administrator may", async () => {
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
