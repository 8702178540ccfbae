import { FastifyInstance } from 'fastify';
import { newCustomer, PASSWORD, signIn } from './support/accounts';
import { Browser } from './support/browser';
import { testStorefront, TestStorefront } from './support/storefront';
import { Role } from '../../../../shop/domain/accounts/customer';
import { hashPassword } from '../../../../shop/domain/accounts/password';
import { buildApp } from '../../../../shop/presentation/storefront/app';
import { TestShopDatabase } from '../../support/shop-database';
import { useShop } from '../../support/use-shop';

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
  const passwordOf = async (id: string) =>
    (await database.query<{ password_hash: string }>('select password_hash from customer where id = $1', [id]))[0]
      .password_hash;

  test('a hash with weaker settings is replaced', async () => {
    const { id, email } = await customer('customer', await hashPassword(PASSWORD, { logN: 10, r: 8, p: 1 }));
    expect((await signIn(ada, email)).status).toBe(303);
    expect(await passwordOf(id)).toMatch(/^scrypt\$15\$8\$3\$/);
    expect((await signIn(new Browser(app), email)).status).toBe(303);
  });

  test('a reset has the same answer for each e-mail address; its code works once and ends all sessions', async () => {
    const { id, email } = await customer();
    await signIn(ada, email);
    const guest = new Browser(app);
    const asked = await guest.submit(await guest.get('/reset'), '/reset', { email });
    const unknown = await guest.submit(await guest.get('/reset'), '/reset', { email: 'unknown@example.com' });
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

  test('a code may be typed in any form, expires after 30 minutes, and its mails are limited', async () => {
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

  test('a new password needs the present one and ends all other sessions', async () => {
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
});
