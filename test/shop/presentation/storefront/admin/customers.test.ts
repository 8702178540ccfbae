import { ulid } from 'ulid';
import { SessionStore } from '../../../../../shop/application/accounts/session-store';
import { writing } from '../../../support/writing';
import { Administration, useAdministration } from '../support/administration';
import { signedIn } from '../support/staff';

const HOSTILE = "<script>alert(1)</script>'; drop table customer; --";

describe("the administrator's pages", () => {
  let shop: Administration['shop'];
  let storefront: Administration['storefront'];
  let app: Administration['app'];
  let admin: Administration['admin'];
  useAdministration((made) => {
    ({ shop, storefront, app, admin } = made);
  });

  describe('customers', () => {
    test('are found by the beginning of their address', async () => {
      for (const email of ['ada@example.com', 'adele@example.com', 'bob@example.com']) {
        await writing(shop.store).customers.insert({
          id: ulid(),
          email,
          name: HOSTILE,
          role: 'customer',
          locale: 'en',
        });
      }
      const page = await admin.get('/admin/customers?begin=AD');
      expect(page.body).toContain('ada@example.com');
      expect(page.body).toContain('adele@example.com');
      expect(page.body).not.toContain('bob@example.com');
      expect(page.body).not.toContain('<script>');
      const hostile = await admin.get(`/admin/customers?begin=${encodeURIComponent(`%_"'${HOSTILE}`)}`);
      expect([
        hostile.status,
        hostile.body.includes('There are no such customers'),
        hostile.body.includes('<script>'),
      ]).toEqual([200, true, false]);
    });

    test('are listed in pages', async () => {
      for (let count = 0; count < 51; count += 1) {
        await writing(shop.store).customers.insert({
          id: ulid(),
          email: `z${String(count).padStart(2, '0')}@example.com`,
          name: '',
          role: 'customer',
          locale: 'en',
        });
      }
      expect((await admin.get('/admin/customers?begin=z')).body).toContain(
        'href="/admin/customers?begin=z&#38;page=2"',
      );
      expect((await admin.get('/admin/customers?begin=z&page=2')).body).toContain('z50@example.com');
    });

    test('a customer becomes a seller after a confirmation, gets a seller row, and is signed out', async () => {
      const customer = await signedIn(app, shop.store, 'customer');
      const sessions = new SessionStore(shop.store, storefront.cache);
      expect((await sessions.find(customer.token))?.customer?.role).toBe('customer');
      const path = `/admin/customers/${customer.customerId}/role`;
      expect((await admin.post(path, { role: 'seller' })).body).toContain('Change this role?');
      expect((await shop.store.read.customers.find(customer.customerId))?.role).toBe('customer');
      expect((await admin.post(path, { role: 'seller', confirmed: 'yes' })).headers.location).toBe(
        `/admin/customers/${customer.customerId}?done=role`,
      );
      expect((await shop.store.read.customers.find(customer.customerId))?.role).toBe('seller');
      expect(await shop.query('select customer_id, name from seller')).toEqual([
        { customer_id: customer.customerId, name: 'Grace' },
      ]);
      expect(await sessions.find(customer.token)).toBeUndefined();
      expect((await customer.get('/seller')).headers.location).toBe('/sign-in?next=%2Fseller');
      const page = await admin.get(`/admin/customers/${customer.customerId}?done=role`);
      expect(page.body).toContain('Sells as');
      expect((await admin.post(path, { role: 'seller', confirmed: 'yes' })).headers.location).toContain('done=same');
      expect((await admin.post(path, { role: 'customer' })).body).toContain('Their products stay on sale');
    });

    test('administrators cannot remove their role, and unknown roles are refused', async () => {
      const path = `/admin/customers/${admin.customerId}/role`;
      expect((await admin.get(`/admin/customers/${admin.customerId}`)).body).toContain('This is you');
      expect((await admin.post(path, { role: 'customer', confirmed: 'yes' })).status).toBe(409);
      for (const role of ['owner', 'constructor', '']) {
        expect((await admin.post(path, { role, confirmed: 'yes' })).status).toBe(404);
      }
      expect(
        (await admin.post('/admin/customers/01J8Z0000000000000000MSSNG/role', { role: 'seller', confirmed: 'yes' }))
          .status,
      ).toBe(404);
      expect((await shop.store.read.customers.find(admin.customerId))?.role).toBe('admin');
    });
  });
});
