import { FastifyInstance } from 'fastify';
import { inviteAdministrator } from '../../../../../shop/application/administration/invitation';
import { openSession } from '../../../../../shop/domain/accounts/session';
import { buildApp } from '../../../../../shop/presentation/storefront/app';
import { TestShopDatabase } from '../../../support/shop-database';
import { useShop } from '../../../support/use-shop';
import { writing } from '../../../support/writing';
import { ask } from '../support/staff';
import { testStorefront } from '../support/storefront';

describe('an invitation', () => {
  let shop: TestShopDatabase;
  useShop((made) => {
    shop = made;
  });

  let app: FastifyInstance;
  beforeEach(async () => {
    await shop.query('truncate customer cascade');
    app = buildApp(testStorefront(shop.store));
  });
  afterEach(async () => app.close());

  const HERE = { 'sec-fetch-site': 'same-origin' };
  const PASSWORD = 'four quiet green kettles';

  test('lets its reader choose a password once, and gives the role', async () => {
    const token = await inviteAdministrator(shop.store, 'owner@example.com', new Date());
    const page = await ask(app, 'GET', `/admin-invitation?token=${token}`);
    expect([page.status, page.headers['cache-control']]).toEqual([200, 'private, no-store']);
    const weak = await ask(app, 'POST', '/admin-invitation', HERE, { token, password: 'short' });
    expect(weak.status).toBe(422);
    expect(weak.body).not.toContain('value="short"');
    expect(
      (await ask(app, 'POST', '/admin-invitation', { 'sec-fetch-site': 'cross-site' }, { token, password: PASSWORD }))
        .status,
    ).toBe(403);
    const { session } = openSession(
      { customerId: (await shop.store.read.customers.findByEmail('owner@example.com'))?.id },
      new Date(),
    );
    await writing(shop.store).sessions.insert(session);

    const done = await ask(app, 'POST', '/admin-invitation', HERE, { token, password: PASSWORD });
    expect([done.status, done.headers.location]).toEqual([303, '/sign-in?next=%2Fadmin']);
    const owner = await shop.store.read.customers.findByEmail('owner@example.com');
    expect(owner).toMatchObject({ role: 'admin', passwordHash: expect.stringMatching(/^scrypt\$/) });
    expect(await shop.store.read.sessions.find(session.tokenHash)).toBeUndefined();
    const again = await ask(app, 'POST', '/admin-invitation', HERE, { token, password: `${PASSWORD} again` });
    expect(again.status).toBe(404);
    expect((await shop.store.read.customers.findByEmail('owner@example.com'))?.passwordHash).toBe(owner?.passwordHash);
  });

  test('is not found without a token, and tries are limited', async () => {
    for (const path of ['/admin-invitation', '/admin-invitation?token=x', '/admin-invitation?token=']) {
      expect((await ask(app, 'GET', path)).status).toBe(404);
    }
    expect((await ask(app, 'POST', '/admin-invitation', HERE, { token: 'x', password: PASSWORD })).status).toBe(404);
    const visitor = { ...HERE, 'x-shop-viewer-address': '192.0.2.1' };
    const statuses = [];
    for (let attempt = 0; attempt < 11; attempt += 1) {
      statuses.push(
        (await ask(app, 'POST', '/admin-invitation', visitor, { token: 'x'.repeat(43), password: PASSWORD })).status,
      );
    }
    expect(statuses).toEqual([...Array<number>(10).fill(404), 429]);
    expect(await shop.query("select id from customer where role = 'admin'")).toHaveLength(0);
  });
});
