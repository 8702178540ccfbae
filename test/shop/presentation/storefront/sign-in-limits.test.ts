import { FastifyInstance } from 'fastify';
import { Browser, Page } from './support/browser';
import { account, PASSWORD, quickPasswords, signIn } from './support/sign-in';
import { testStorefront, TestStorefront } from './support/storefront';
import { buildApp } from '../../../../shop/presentation/storefront/app';
import { TestShopDatabase } from '../../support/shop-database';
import { useShop } from '../../support/use-shop';

const ATTACKER = '203.0.113.66';
const HOME = '198.51.100.7';
const MINUTE = 60_000;
const KNOWN = '__Host-known';
const OTHER_PASSWORD = 'another lantern otter';

describe('tries to sign in', () => {
  let database: TestShopDatabase;
  let shop: TestStorefront;
  let app: FastifyInstance;
  useShop((ready) => {
    database = ready;
  });
  beforeEach(() => {
    quickPasswords();
    shop = testStorefront(database.store);
    shop.clock.stop();
    app = buildApp(shop);
  });
  afterEach(async () => app.close());

  const guess = async (email: string, address: string) => signIn(new Browser(app, address), email, 'not the right one');
  /** Sends wrong passwords from 200 networks, more than the limit of the account. */
  const botnet = async (email: string) => {
    const pages: Page[] = [];
    for (let network = 0; network < 200; network += 1) pages.push(await guess(email, `192.0.${network}.1`));
    return pages.filter(({ status }) => status === 422).length;
  };

  test('500 tries from another network: refused from the 11th on, and the owner signs in at the first', async () => {
    const { email } = await account(shop.store);
    const statuses: number[] = [];
    for (let turn = 0; turn < 500; turn += 1) statuses.push((await guess(email, ATTACKER)).status);
    expect(statuses).toEqual([...Array<number>(10).fill(422), ...Array<number>(490).fill(429)]);
    expect((await signIn(new Browser(app, HOME), email)).status).toBe(303);
  });

  test('500 tries at once lock only their own network out', async () => {
    const { email } = await account(shop.store);
    const { cache } = shop;
    const add = cache.add.bind(cache);
    // A refused try must not count for the account, not even until its count is released.
    const givingBack: (() => void)[] = [];
    let refused = (): void => undefined;
    const allRefused = new Promise<void>((resolve) => {
      refused = resolve;
    });
    jest.spyOn(cache, 'add').mockImplementation(async (key, amount, seconds) => {
      if (amount < 0 && givingBack.length < 490) {
        await new Promise<void>((resolve) => {
          if (givingBack.push(resolve) === 490) refused();
        });
      }
      return add(key, amount, seconds);
    });
    const attack = Promise.all(Array.from({ length: 500 }, async () => guess(email, ATTACKER)));
    await allRefused;
    expect((await signIn(new Browser(app, HOME), email)).status).toBe(303);
    givingBack.forEach((go) => go());
    expect((await attack).filter(({ status }) => status === 422).length).toBeLessThanOrEqual(10);
    expect((await signIn(new Browser(app, HOME), email)).status).toBe(303);
  });

  test('no more than 10 wrong passwords pass in any 15 minutes, wherever the window begins', async () => {
    let now = 0;
    jest.spyOn(shop.clock, 'now').mockImplementation(() => new Date(now));
    for (const start of [0, 7, 14]) {
      const { email } = await account(shop.store);
      now = Date.UTC(2026, 10, 23, 3, start, 59, 900);
      const passed: number[] = [];
      for (let step = 0; step < 90; step += 1) {
        for (let turn = 0; turn < (step < 3 ? 6 : 2); turn += 1) {
          if ((await guess(email, `203.0.113.${step}`)).status === 422) passed.push(now);
        }
        now += step === 0 ? 100 : MINUTE / 2;
      }
      const windows = passed.map((begin) => passed.filter((at) => at >= begin && at < begin + 15 * MINUTE).length);
      expect(Math.max(...windows)).toBe(10);
      expect(passed.length).toBeGreaterThan(20);
    }
  });

  test('from the network of the tries the right password is refused too, and the page says what to do', async () => {
    const { email } = await account(shop.store);
    for (let turn = 0; turn < 10; turn += 1) await guess(email, ATTACKER);
    const refused = await signIn(new Browser(app, '203.0.113.9'), email);
    expect(refused.status).toBe(429);
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
    expect(refused.body).toMatch(/Please wait \d+ minutes, or choose a new password/);
    expect(refused.headers['set-cookie']).toBeUndefined();
    shop.clock.advance(19 * MINUTE);
    expect((await signIn(new Browser(app, ATTACKER), email)).status).toBe(303);
  });

  test('a botnet has 100 tries; a browser that has signed in before is let in all the same', async () => {
    const { email } = await account(shop.store);
    const home = new Browser(app, HOME);
    await signIn(home, email);
    await home.submit(await home.get('/account'), '/sign-out');
    expect([...home.cookies.keys()]).toEqual([KNOWN]);
    expect(await botnet(email)).toBe(100);
    expect((await signIn(new Browser(app, HOME), email)).status).toBe(429);
    expect((await signIn(home, email)).status).toBe(303);
  });

  test('a new password by mail makes the browser known, also while the account is under attack', async () => {
    const { email } = await account(shop.store);
    expect(await botnet(email)).toBe(100);
    const home = new Browser(app, HOME);
    expect((await signIn(home, email)).status).toBe(429);
    await home.post('/reset', { email });
    await shop.relay();
    const [, code] = /code=([\w-]+)/.exec(shop.mailbox.mails[0].text) ?? [];
    expect((await home.post('/reset/code', { code, password: OTHER_PASSWORD })).status).toBe(303);
    expect((await signIn(home, email, OTHER_PASSWORD)).status).toBe(303);
  });

  test('the cookie is for this host, hidden from scripts, lasts a year and names no account', async () => {
    const { id, email } = await account(shop.store);
    const page = await signIn(new Browser(app), email);
    const cookie = page.headers['set-cookie']?.find((each) => each.startsWith(KNOWN)) ?? '';
    expect(cookie).toMatch(/^__Host-known=[\w-]{65}; Max-Age=31536000; Path=\/; HttpOnly; Secure; SameSite=Lax$/);
    expect(cookie).not.toContain(id);
    const hash = (await shop.store.read.customers.find(id))?.passwordHash ?? '';
    expect(cookie).not.toContain(hash.slice(-43));
    const again = await signIn(new Browser(app), email);
    expect(again.headers['set-cookie']?.find((each) => each.startsWith(KNOWN))).not.toBe(cookie);
  });

  test('registering makes the browser known', async () => {
    const browser = new Browser(app);
    const email = 'new@example.com';
    await browser.post('/register', { name: 'Ada', email, password: PASSWORD });
    await browser.submit(await browser.get('/account'), '/sign-out');
    expect(await botnet(email)).toBe(100);
    expect((await signIn(browser, email)).status).toBe(303);
  });

  test.each(['forged', 'foreign', 'old'])('a cookie that is %s counts as none', async (kind) => {
    const [owner, eve] = [await account(shop.store), await account(shop.store)];
    const [home, other] = [new Browser(app, HOME), new Browser(app, ATTACKER)];
    await signIn(home, owner.email);
    await signIn(other, eve.email);
    const old = home.cookies.get(KNOWN) ?? '';
    const fields = { current: PASSWORD, password: OTHER_PASSWORD };
    const changed = kind === 'old' && (await home.submit(await home.get('/account'), '/account/password', fields));
    const forged = old.replace(/.$/, (last) => (last === 'A' ? 'E' : 'A'));
    const value = { forged, foreign: other.cookies.get(KNOWN), old }[kind];
    const password = changed ? OTHER_PASSWORD : PASSWORD;
    for (let turn = 0; turn < 10; turn += 1) await guess(owner.email, ATTACKER);
    const thief = new Browser(app, ATTACKER);
    thief.cookies.set(KNOWN, value ?? '');
    expect((await signIn(thief, owner.email, password)).status).toBe(429);
    thief.cookies.set(KNOWN, home.cookies.get(KNOWN) ?? '');
    expect((await signIn(thief, owner.email, password)).status).toBe(303);
  });

  test('a stolen cookie gives 10 tries and no more, and takes none from the owner', async () => {
    const { email } = await account(shop.store);
    const home = new Browser(app, HOME);
    await signIn(home, email);
    const statuses: number[] = [];
    for (let turn = 0; turn < 60; turn += 1) {
      const thief = new Browser(app, `192.0.${turn}.1`);
      thief.cookies.set(KNOWN, home.cookies.get(KNOWN) ?? '');
      statuses.push((await signIn(thief, email, 'not the right one')).status);
    }
    expect(statuses).toEqual([...Array<number>(10).fill(422), ...Array<number>(50).fill(429)]);
    expect((await signIn(new Browser(app, HOME), email)).status).toBe(303);
  });

  test('a browser is known to the last three accounts that signed in there', async () => {
    const family = await Promise.all(Array.from({ length: 4 }, async () => account(shop.store)));
    const browser = new Browser(app, HOME);
    for (const { email } of [...family, ...family.slice(1)]) {
      await signIn(browser, email);
      await browser.submit(await browser.get('/account'), '/sign-out');
    }
    expect(browser.cookies.get(KNOWN)?.split('.')).toHaveLength(3);
    for (const { email } of family) for (let turn = 0; turn < 10; turn += 1) await guess(email, HOME);
    const statuses = [];
    for (const { email } of family) statuses.push((await signIn(browser, email)).status);
    expect(statuses).toEqual([429, 303, 303, 303]);
  });

  test('an unknown account is answered as a wrong password is, with a cookie and without', async () => {
    const now = Date.UTC(2026, 10, 23, 3);
    jest.spyOn(shop.clock, 'now').mockImplementation(() => new Date(now));
    const { email } = await account(shop.store);
    const home = new Browser(app, HOME);
    await signIn(home, email);
    const answers = async (address: string, network: string, cookie: string | undefined) => {
      const seen: unknown[] = [];
      for (let turn = 0; turn < 11; turn += 1) {
        const browser = new Browser(app, `${network}.1`);
        if (cookie !== undefined) browser.cookies.set(KNOWN, cookie);
        const { status, body, headers } = await signIn(browser, address, 'not the right one');
        seen.push([status, body.replaceAll(address, ''), headers['set-cookie'], headers['retry-after']]);
      }
      return seen;
    };
    for (const [turn, cookie] of [undefined, home.cookies.get(KNOWN), 'x'.repeat(65)].entries()) {
      const known = await answers(email, `203.0.${turn}`, cookie);
      expect(await answers(`unknown-${turn}@example.com`, `203.1.${turn}`, cookie)).toEqual(known);
    }
  });

  test('the right password releases its try', async () => {
    const { email } = await account(shop.store);
    for (let turn = 0; turn < 20; turn += 1) expect((await signIn(new Browser(app, HOME), email)).status).toBe(303);
    expect((await guess(email, HOME)).status).toBe(422);
  });
});
