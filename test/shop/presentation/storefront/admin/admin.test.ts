import { ulid } from 'ulid';
import { Administration, useAdministration } from '../support/administration';
import { ask, signedIn } from '../support/staff';

describe("the administrator's pages", () => {
  let shop: Administration['shop'];
  let app: Administration['app'];
  let admin: Administration['admin'];
  useAdministration((made) => {
    ({ shop, app, admin } = made);
  });

  describe('access', () => {
    const ID = '01J8Z0000000000000000MSSNG';
    const pages = [
      '/admin',
      `/admin/orders/${ID}`,
      '/admin/customers',
      `/admin/customers/${ID}`,
      '/admin/campaigns',
      '/admin/campaigns/new',
    ];
    const forms = [
      `/admin/orders/${ID}/dispatch`,
      `/admin/orders/${ID}/delivered`,
      `/admin/orders/${ID}/refunded`,
      `/admin/customers/${ID}/role`,
      '/admin/campaigns',
    ];

    test.each(['customer', 'seller'] as const)('a %s is refused on each page and form', async (role) => {
      const other = await signedIn(app, shop.store, role);
      for (const page of pages) expect([page, (await other.get(page)).status]).toEqual([page, 403]);
      for (const form of forms) {
        const fields = {
          confirmed: 'yes',
          role: 'admin',
          carrier: 'c',
          tracking: 't',
          id: ulid(),
          subject: 's',
          text: 't',
          step: 'send',
        };
        expect([form, (await other.post(form, fields)).status]).toEqual([form, 403]);
      }
      expect(await shop.query('select id from campaign')).toEqual([]);
    });

    test('an anonymous visitor must sign in, and a form with a wrong token changes nothing', async () => {
      for (const page of pages) {
        expect((await ask(app, 'GET', page)).headers.location).toBe(`/sign-in?next=${encodeURIComponent(page)}`);
      }
      const customer = await signedIn(app, shop.store, 'customer');
      expect(
        (
          await admin.post(`/admin/customers/${customer.customerId}/role`, {
            role: 'admin',
            confirmed: 'yes',
            _csrf: 'x',
          })
        ).status,
      ).toBe(403);
      expect((await shop.store.read.customers.find(customer.customerId))?.role).toBe('customer');
    });

    test('an administrator who loses the role is refused at the next request', async () => {
      expect((await admin.get('/admin')).status).toBe(200);
      await shop.query("update customer set role = 'customer' where id = $1", [admin.customerId]);
      expect((await admin.get('/admin')).status).toBe(403);
    });

    test.each([
      '/admin/orders/x',
      '/admin/orders/01J8Z0000000000000000MSSNG',
      '/admin/customers/x',
      '/admin/customers/01J8Z0000000000000000MSSNG',
    ])('%s is not found', async (path) => {
      expect((await admin.get(path)).status).toBe(404);
    });
  });
});
