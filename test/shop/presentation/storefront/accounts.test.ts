import crypto from 'crypto';
import { FastifyInstance } from 'fastify';
import { ulid } from 'ulid';
import { newCustomer, PASSWORD, signIn } from './support/accounts';
import { Browser, formOf } from './support/browser';
import { testStorefront, TestStorefront } from './support/storefront';
import { Role } from '../../../../shop/domain/accounts/customer';
import { hashPassword } from '../../../../shop/domain/accounts/password';
import { hashToken } from '../../../../shop/domain/accounts/session';
import { buildApp } from '../../../../shop/presentation/storefront/app';
import { TestShopDatabase } from '../../support/shop-database';
import { useShop } from '../../support/use-shop';

const ADDRESS = {
  name: 'Ada Lovelace',
  line1: 'Main Street 1',
  line2: '',
  postalCode: '10115',
  city: 'Berlin',
  country: 'DE',
};

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
    ada = new Browser(app);
  });
  afterEach(async () => app.close());

  const customer = async (role: Role = 'customer', passwordHash = hash) => newCustomer(shop.store, passwordHash, role);
  const add = async (browser: Browser, product: string, quantity = '1') =>
    browser.submit(await browser.get(`/products/${product}`), '/cart/add', { quantity });

  test('registering signs the customer in, and records only the consent that was chosen', async () => {
    const email = `New-${ulid()}@Example.com`;
    const page = await ada.submit(await ada.get('/register?next=/cart'), '/register', {
      name: ' Ada ',
      email,
      password: PASSWORD,
      offers: 'yes',
    });
    expect([page.status, page.location]).toEqual([303, '/cart']);
    const [row] = await database.query<{ id: string; password_hash: string }>(
      'select id, email, name, role, password_hash from customer where email = $1',
      [email],
    );
    expect(row).toMatchObject({ email, name: 'Ada', role: 'customer' });
    expect(row.password_hash).toMatch(/^scrypt\$15\$8\$3\$[\w-]{22}\$[\w-]{43}$/);
    expect(
      await database.query('select purpose, granted, source, text_version from consent where customer_id = $1', [
        row.id,
      ]),
    ).toEqual([{ purpose: 'offers', granted: true, source: 'register', text_version: 'offers-1' }]);
    expect((await ada.get('/account')).body).toContain(email);
    const twin = new Browser(app);
    const taken = await twin.submit(await twin.get('/register'), '/register', {
      name: 'Eve',
      email: email.toUpperCase(),
      password: PASSWORD,
    });
    expect(taken.status).toBe(422);
    expect(taken.body).toContain('There is an account with this e-mail address already');
    expect([...twin.cookies]).toEqual([]);
  });

  test.each([
    ['short', 'at least 12 characters'],
    ['passwordpassword', 'tried first'],
    ['Password12345!', 'tried first'],
    ['aaaaaaaaaaaaaa', 'tried first'],
    ['0123456789012', 'tried first'],
    ['bob.marley42!', 'tried first'],
    ['x'.repeat(201), 'at most 200'],
  ])('the password %s is refused', async (password, why) => {
    const page = await ada.submit(await ada.get('/register'), '/register', {
      name: 'Bob',
      email: 'bob.marley@example.com',
      password,
    });
    expect(page.status).toBe(422);
    expect(page.body).toContain(why);
    expect(page.body).not.toContain(`value="${password}"`);
    expect(await database.query("select 1 from customer where email = 'bob.marley@example.com'")).toEqual([]);
  });

  test('signing in gives a new token, ends the old one, and brings the cart along', async () => {
    const { id, email } = await customer();
    const [one, two, both] = [await database.product(), await database.product(), await database.product()];
    await signIn(ada, email);
    await add(ada, one);
    await add(ada, both, '3');
    const phone = new Browser(app);
    await add(phone, two, '2');
    await add(phone, both, '1');
    const before = phone.cookies.get('__Host-session')!;
    const page = await signIn(phone, email, PASSWORD, '/checkout');
    expect(page.location).toBe('/checkout');
    expect(phone.cookies.get('__Host-session')).not.toBe(before);
    expect(await database.query('select 1 from session where token_hash = $1', [hashToken(before)])).toEqual([]);
    const lines = await database.query(
      'select product_id, quantity from cart_line join cart on cart.id = cart_id where customer_id = $1 order by 1',
      [id],
    );
    expect(lines).toEqual(
      [
        [one, 1],
        [two, 2],
        [both, 3],
      ]
        .sort()
        .map(([product, quantity]) => ({ product_id: product, quantity })),
    );
    expect((await phone.get('/')).body).toContain('(6 articles)');
    const thief = new Browser(app);
    thief.cookies.set('__Host-session', before);
    expect((await thief.get('/account')).location).toBe('/sign-in?next=%2Faccount');
  });

  test('a wrong password and an unknown account get the same answer in about the same time', async () => {
    const { email } = await customer();
    const derive = jest.spyOn(crypto, 'scrypt');
    const work = async (address: string) => {
      derive.mockClear();
      const page = await signIn(ada, address, 'not the right one');
      expect(page.status).toBe(422);
      expect(page.body).toContain('do not belong together');
      return derive.mock.calls.map(([password, salt, bytes, cost]) => [password, (salt as Buffer).length, bytes, cost]);
    };
    const known = await work(email);
    expect(known).toEqual([['not the right one', expect.any(Number), 32, expect.objectContaining({ N: 2 ** 15 })]]);
    expect(await work('unknown@example.com')).toEqual(known);
    expect([...ada.cookies]).toEqual([]);
  });

  test('name, addresses and choices of e-mail', async () => {
    const { id, email } = await customer();
    await signIn(ada, email);
    const account = await ada.get('/account');
    expect((await ada.submit(account, '/account/name', { name: '<b>Countess</b>' })).location).toBe(
      '/account?done=name',
    );
    expect((await ada.get('/account')).body).toContain('value="&#60;b&#62;Countess&#60;/b&#62;"');
    expect((await ada.submit(account, '/account/name', { name: ' ' })).status).toBe(422);

    expect((await ada.submit(account, '/account/addresses', { ...ADDRESS, city: '' })).body).toContain(
      'href="#new-city"',
    );
    await ada.submit(account, '/account/addresses', ADDRESS);
    const [{ id: addressId }] = await database.query<{ id: string }>('select id from address where customer_id = $1', [
      id,
    ]);
    await add(ada, await database.product());
    expect((await ada.get('/checkout')).body).toContain('value="Main Street 1"');
    const eve = new Browser(app);
    await signIn(eve, (await customer()).email);
    const token = String(formOf((await eve.get('/account')).body, '/account/name')._csrf);
    await eve.post('/account/addresses/remove', { _csrf: token, address: addressId });
    expect(await database.query('select 1 from address where id = $1', [addressId])).toHaveLength(1);
    await ada.submit(await ada.get('/account'), '/account/addresses/remove');
    expect(await database.query('select 1 from address where id = $1', [addressId])).toEqual([]);

    const rows = async () =>
      database.query('select purpose, granted, source from consent where customer_id = $1 order by recorded_at, id', [
        id,
      ]);
    await ada.submit(account, '/account/consents', { reminders: 'yes' });
    await ada.submit(account, '/account/consents', { reminders: 'yes' });
    expect(await rows()).toEqual([{ purpose: 'reminders', granted: true, source: 'account' }]);
    expect((await ada.get('/account')).body).toMatch(/name="reminders" value="yes" checked/);
    shop.clock.advance(1_000);
    await ada.submit(account, '/account/consents', {});
    expect(await rows()).toEqual([
      { purpose: 'reminders', granted: true, source: 'account' },
      { purpose: 'reminders', granted: false, source: 'account' },
    ]);
  });
});
