import { FastifyInstance } from 'fastify';
import { newCustomer, PASSWORD, signIn } from './support/accounts';
import { Browser } from './support/browser';
import { testStorefront, TestStorefront } from './support/storefront';
import { Role } from '../../../../shop/domain/accounts/customer';
import { hashPassword } from '../../../../shop/domain/accounts/password';
import { buildApp } from '../../../../shop/presentation/storefront/app';
import { requireRole } from '../../../../shop/presentation/storefront/visitor';
import { TestShopDatabase } from '../../support/shop-database';
import { useShop } from '../../support/use-shop';
import { writing } from '../../support/writing';

const HOUR = 3_600_000;

describe('accounts', () => {
  let database: TestShopDatabase;
  let shop: TestStorefront;
  let app: FastifyInstance;
  let ada: Browser;
  let hash: string;
  useShop((ready) => {
    database = ready;
  });
  beforeAll(async () => {
    hash = await hashPassword(PASSWORD);
  });
  beforeEach(() => {
    shop = testStorefront(database.store);
    app = buildApp(shop);
    app.get('/staff', async (request, reply) => {
      const customer = await requireRole(shop, request, reply, 'seller', 'admin');
      return customer ? reply.send(customer.role) : reply;
    });
    ada = new Browser(app);
  });
  afterEach(async () => app.close());

  const customer = async (role: Role = 'customer', passwordHash = hash) => newCustomer(shop.store, passwordHash, role);
  const sessionsOf = async (id: string) =>
    database.query<{ token_hash: string; expires_at: Date }>(
      'select token_hash, expires_at from session where customer_id = $1',
      [id],
    );

  test('signing out needs a form, ends the session at once, and deletes the cookies', async () => {
    const { id, email } = await customer();
    await signIn(ada, email);
    const thief = new Browser(app);
    thief.cookies.set('__Host-session', ada.cookies.get('__Host-session')!);
    const account = await ada.get('/account');
    expect((await thief.get('/account')).status).toBe(200);
    expect((await ada.get('/sign-out')).status).toBe(404);
    expect((await ada.submit(account, '/sign-out')).location).toBe('/');
    expect([...ada.cookies.keys()]).toEqual(['__Host-known']);
    expect((await thief.get('/account')).status).toBe(303);
    expect(await sessionsOf(id)).toEqual([]);
  });

  test('a session lasts 30 days from the last visit, one of staff 12 hours', async () => {
    const [shopper, seller] = [await customer(), await customer('seller')];
    const left = async (id: string) =>
      Math.round(((await sessionsOf(id))[0].expires_at.getTime() - shop.clock.now().getTime()) / HOUR);
    await signIn(ada, shopper.email);
    const bob = new Browser(app);
    await signIn(bob, seller.email);
    expect([await left(shopper.id), await left(seller.id)]).toEqual([720, 12]);
    shop.clock.advance(2 * HOUR);
    expect((await bob.get('/account')).headers['set-cookie']?.[0]).toContain('Max-Age=43200');
    expect([await left(shopper.id), await left(seller.id)]).toEqual([718, 12]);
    shop.clock.advance(13 * HOUR);
    expect((await bob.get('/account')).status).toBe(303);
    shop.clock.advance(100 * HOUR);
    expect((await ada.get('/account')).status).toBe(200);
    expect(await left(shopper.id)).toBe(720);
    shop.clock.advance(721 * HOUR);
    expect((await ada.get('/account')).status).toBe(303);
  });

  test('staff pages: anonymous visitors must sign in, customers are refused, a removed role ends at once', async () => {
    expect((await ada.get('/staff?x=1')).location).toBe('/sign-in?next=%2Fstaff%3Fx%3D1');
    const [shopper, seller] = [await customer(), await customer('seller')];
    await signIn(ada, shopper.email);
    const refused = await ada.get('/staff');
    expect(refused.status).toBe(403);
    expect(refused.body).toContain('may not see this page');
    expect((await ada.get('/')).body).not.toContain('href="/seller"');
    const bob = new Browser(app);
    await signIn(bob, seller.email);
    expect((await bob.get('/staff')).body).toBe('seller');
    expect((await bob.get('/')).body).toContain('href="/seller"');
    await writing(shop.store).customers.setRole(seller.id, 'customer');
    expect((await bob.get('/staff')).status).toBe(403);
  });
});
