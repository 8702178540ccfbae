import { FastifyInstance } from 'fastify';
import { ulid } from 'ulid';
import { Browser, formOf, Page } from './support/browser';
import { testStorefront, TestStorefront } from './support/storefront';
import { Role } from '../../../../shop/domain/accounts/customer';
import { hashPassword } from '../../../../shop/domain/accounts/password';
import { hashToken } from '../../../../shop/domain/accounts/session';

import { buildApp } from '../../../../shop/presentation/storefront/app';
import { requireRole } from '../../../../shop/presentation/storefront/visitor';
import { TestShopDatabase } from '../../support/shop-database';
import { useShop } from '../../support/use-shop';
import { writing } from '../../support/writing';

const PASSWORD = 'kettle lantern otter';
const ADDRESS = {
  name: 'Ada Lovelace',
  line1: 'Main Street 1',
  line2: '',
  postalCode: '10115',
  city: 'Berlin',
  country: 'DE',
};
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

  const customer = async (role: Role = 'customer', passwordHash = hash) => {
    const id = ulid();
    const email = `${id.toLowerCase()}@example.com`;
    await writing(shop.store).customers.insert({ id, email, name: 'Ada', role, locale: 'en', passwordHash });
    return { id, email };
  };
  const signIn = async (browser: Browser, email: string, password = PASSWORD, next = '/account'): Promise<Page> =>
    browser.submit(await browser.get(`/sign-in?next=${encodeURIComponent(next)}`), '/sign-in', { email, password });
  const add = async (browser: Browser, product: string, quantity = '1') =>
    browser.submit(await browser.get(`/products/${product}`), '/cart/add', { quantity });
  const sessionsOf = async (id: string) =>
    database.query<{ token_hash: string; expires_at: Date }>(
      'select token_hash, expires_at from session where customer_id = $1',
      [id],
    );
  const passwordOf = async (id: string) =>
    (await database.query<{ password_hash: string }>('select password_hash from customer where id = $1', [id]))[0]
      .password_hash;

  test('registering makes a customer who is signed in, with nothing agreed to that was not chosen', async () => {
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
    const time = async (address: string) => {
      const begun = performance.now();
      const page = await signIn(ada, address, 'not the right one');
      expect(page.status).toBe(422);
      expect(page.body).toContain('do not belong together');
      return performance.now() - begun;
    };
    await time(email);
    const [known, unknown] = [await time(email), await time('nobody@example.com')];
    expect(unknown / known).toBeGreaterThan(0.4);
    expect(unknown / known).toBeLessThan(2.5);
    expect([...ada.cookies]).toEqual([]);
  });

  test('a hash made with less is made again', async () => {
    const { id, email } = await customer('customer', await hashPassword(PASSWORD, { logN: 10, r: 8, p: 1 }));
    expect((await signIn(ada, email)).status).toBe(303);
    expect(await passwordOf(id)).toMatch(/^scrypt\$15\$8\$3\$/);
    expect((await signIn(new Browser(app), email)).status).toBe(303);
  });

  test('signing out ends the session at once, leaves nothing in the browser, and needs a form', async () => {
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

  test('staff pages: strangers sign in first, customers may not, and a right that was taken is gone at once', async () => {
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

  test('a forgotten password: the answer is the same for everybody, the mail works once and ends all sessions', async () => {
    const { id, email } = await customer();
    await signIn(ada, email);
    const guest = new Browser(app);
    const asked = await guest.submit(await guest.get('/reset'), '/reset', { email });
    const unknown = await guest.submit(await guest.get('/reset'), '/reset', { email: 'nobody@example.com' });
    expect([asked.status, asked.location]).toEqual([unknown.status, unknown.location]);
    expect((await guest.follow(asked)).body).toContain('If there is an account with this address');
    await shop.relay();
    expect(shop.mailbox.mails.map(({ to }) => to)).toEqual([email]);
    const [, code] = /https:\/\/shop\.example\.com\/reset\/code\?code=([\w-]+)/.exec(shop.mailbox.mails[0].text)!;
    expect(await database.query('select used_at from one_time_token where customer_id = $1', [id])).toEqual([
      { used_at: null },
    ]);
    expect(await database.query('select 1 from one_time_token where token_hash = $1', [code])).toEqual([]);

    const form = await guest.get(`/reset/code?code=${code}`);
    expect(form.headers).toMatchObject({ 'cache-control': 'private, no-store', 'referrer-policy': 'same-origin' });
    expect((await guest.submit(form, '/reset/code', { password: 'short' })).status).toBe(422);
    const done = await guest.submit(form, '/reset/code', { password: 'another lantern otter' });
    expect(done.location).toBe('/sign-in?done=reset');
    expect((await guest.follow(done)).body).toContain('Your new password is set');
    expect((await ada.get('/account')).status).toBe(303);
    expect((await guest.submit(form, '/reset/code', { password: 'a third lantern otter' })).status).toBe(422);
    expect((await signIn(guest, email)).status).toBe(422);
    expect((await signIn(guest, email, 'another lantern otter')).status).toBe(303);
  });

  test('a code may be typed in any way, is too old after half an hour, and is not mailed without end', async () => {
    const { email } = await customer();
    const typed = buildApp(testStorefront(database.store, { ...shop, shopUrl: undefined }));
    const guest = new Browser(typed);
    for (let index = 0; index < 5; index += 1) await guest.submit(await guest.get('/reset'), '/reset', { email });
    await shop.relay();
    const codes = shop.mailbox.mails
      .filter(({ to }) => to === email)
      .map(({ text }) => /^(?:[0-9A-Z]{5}-){3}[0-9A-Z]{5}$/m.exec(text)![0]);
    expect(codes).toHaveLength(3);
    expect(shop.mailbox.mails.at(-1)?.text).not.toContain('http');
    const form = await guest.get('/reset/code');
    expect(
      (
        await guest.submit(form, '/reset/code', {
          code: codes[0].toLowerCase().replace(/-/g, ' '),
          password: 'another lantern otter',
        })
      ).status,
    ).toBe(303);
    const late = testStorefront(database.store);
    late.clock.advance(31 * 60_000);
    const later = buildApp(late);
    expect(
      (await new Browser(later).post('/reset/code', { code: codes[1], password: 'another lantern otter' })).status,
    ).toBe(422);
    await Promise.all([typed.close(), later.close()]);
  });

  test('a new password needs the present one and signs out everywhere else', async () => {
    const { id, email } = await customer();
    await signIn(ada, email);
    const phone = new Browser(app);
    await signIn(phone, email);
    const old = ada.cookies.get('__Host-session');
    const wrong = await ada.submit(await ada.get('/account'), '/account/password', {
      current: 'not it at all',
      password: 'another lantern otter',
    });
    expect(wrong.status).toBe(422);
    expect(wrong.body).toContain('This is not your present password');
    expect(wrong.body).toContain('href="#secret-current"');
    expect(await passwordOf(id)).toBe(hash);
    expect(
      (
        await ada.submit(await ada.get('/account'), '/account/password', {
          current: PASSWORD,
          password: 'another lantern otter',
        })
      ).location,
    ).toBe('/account?done=password');
    expect(ada.cookies.get('__Host-session')).not.toBe(old);
    expect((await ada.get('/account?done=password')).body).toContain('signed out everywhere else');
    expect((await phone.get('/account')).status).toBe(303);
    expect(await passwordOf(id)).not.toBe(hash);
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
