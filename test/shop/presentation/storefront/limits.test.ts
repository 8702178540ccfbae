import { FastifyInstance } from 'fastify';
import { ulid } from 'ulid';
import { Browser, FormFields, Page } from './support/browser';
import { account, Hashing, PASSWORD, quickPasswords, signIn } from './support/sign-in';
import { testStorefront, TestStorefront } from './support/storefront';
import { NoCache } from '../../../../shop/adapters/cache/no-cache';
import * as passwords from '../../../../shop/domain/accounts/password';
import { buildApp } from '../../../../shop/presentation/storefront/app';
import { addressOf, waitWords } from '../../../../shop/presentation/storefront/visitor-address';
import { TestShopDatabase } from '../../support/shop-database';
import { useShop } from '../../support/use-shop';
import { until } from '../../support/web-process';

const HERE = '198.51.100.7';
const ELSEWHERE = '203.0.113.9';
const UNKNOWN = '';

/** Forms with a password, with the tries that one visitor has. */
const HASHING: readonly (readonly [path: string, tries: number, fields: FormFields])[] = [
  ['/sign-in', 10, { email: 'unknown@example.com', password: 'not the right one' }],
  ['/register', 20, { name: 'Ada', email: 'taken@example.com', password: PASSWORD }],
  ['/reset/code', 20, { code: 'AAAAA-AAAAA', password: PASSWORD }],
  ['/admin-invitation', 10, { token: 'x'.repeat(43), password: PASSWORD }],
  ['/account/password', 10, { current: 'not the right one', password: PASSWORD }],
];

describe('limits of one visitor', () => {
  let database: TestShopDatabase;
  let shop: TestStorefront;
  let app: FastifyInstance;
  let hashing: Hashing;
  useShop((ready) => {
    database = ready;
  });
  const start = (overrides = {}) => {
    shop = testStorefront(database.store, overrides);
    shop.clock.stop();
    app = buildApp(shop);
  };
  beforeEach(() => {
    hashing = quickPasswords();
    start();
  });
  afterEach(async () => app.close());

  /** Signs in to a new account; returns the browser with the token of its forms. */
  const signedIn = async (address: string) => {
    const browser = new Browser(app, address);
    await signIn(browser, (await account(shop.store)).email);
    const [, token = ''] = /name="_csrf" value="([^"]+)"/.exec((await browser.get('/account')).body) ?? [];
    return { browser, token };
  };
  const useUp = async (address: string, amount: number) => {
    const draw = { name: 'password address', of: address, most: 1_000, minutes: 15, amount };
    expect(await shop.limits.exceeded(draw)).toBeUndefined();
  };
  const send = async (browser: Browser, times: number, path: string, fields: FormFields = {}) => {
    const pages: Page[] = [];
    for (let turn = 0; turn < times; turn += 1) {
      pages.push(Object.keys(fields).length === 0 ? await browser.get(path) : await browser.post(path, fields));
    }
    return pages;
  };
  const allowed = (pages: readonly Page[]) => pages.filter(({ status }) => status !== 429).length;

  describe('forms with a password', () => {
    test('are all in the list of this test', async () => {
      await new Browser(app, ELSEWHERE).post('/register', HASHING[1][2]);
      const { browser, token } = await signedIn(HERE);
      const password = 'wrong for every account';
      const fields = Object.assign({}, ...HASHING.map(([, , each]) => each), { _csrf: token, password }) as FormFields;
      const paths = postRoutes(app);
      const some = ['/checkout', '/cart/add', '/unsubscribe', '/admin/customers/:id/role'];
      expect(paths).toEqual(expect.arrayContaining(some));
      const hashed: string[] = [];
      for (const path of paths.filter((each) => each !== '/sign-out')) {
        const before = hashing.count;
        const again = new Browser(app, HERE);
        for (const [name, value] of browser.cookies) again.cookies.set(name, value);
        await again.post(path.replace(/:\w+/g, ulid()), fields);
        if (hashing.count > before) hashed.push(path);
      }
      expect(hashed.sort()).toEqual(HASHING.map(([path]) => path).sort());
    });

    test.each(HASHING)('%s hashes nothing when the address has used up its limit', async (path, _, fields) => {
      const { browser, token } = await signedIn(HERE);
      await useUp(HERE, 60 - 1);
      const stranger = new Browser(app, HERE);
      stranger.cookies.set('__Host-session', browser.cookies.get('__Host-session') ?? '');
      const before = hashing.count;
      const refused = await stranger.post(path, { ...fields, _csrf: token });
      expect([refused.status, hashing.count]).toEqual([429, before]);
      expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
      expect(refused.body).toMatch(/(from your network\. Please wait|Please try again in) \d+ minutes/);
    });

    test.each(HASHING)(
      '%s is accepted %i times from an address, then refused unhashed',
      async (path, tries, fields) => {
        await account(shop.store);
        await new Browser(app, ELSEWHERE).post('/register', HASHING[1][2]);
        const { browser, token } = await signedIn(HERE);
        const stranger = path === '/account/password' ? browser : new Browser(app, HERE);
        const before = hashing.count;
        expect(allowed(await send(stranger, tries + 20, path, { ...fields, _csrf: token }))).toBe(tries);
        expect(hashing.count).toBe(before + tries);
        if (path === '/account/password') return;
        expect(allowed(await send(new Browser(app, ELSEWHERE), 1, path, fields))).toBe(1);
      },
    );

    test('one address has 60 over all of them; a known browser behind it is counted apart', async () => {
      const { email } = await account(shop.store);
      const home = new Browser(app, HERE);
      await signIn(home, email);
      let passed = 1;
      for (let turn = 0; turn < 8; turn += 1) {
        for (const [path, , fields] of HASHING.slice(0, 4)) {
          const own = path === '/sign-in' ? { ...fields, email: `${turn}@example.com` } : fields;
          passed += allowed(await send(new Browser(app, HERE), 3, path, own));
        }
      }
      expect(passed).toBe(60);
      const refused = await signIn(new Browser(app, HERE), email);
      expect(refused.status).toBe(429);
      expect(refused.body).toContain('too many tries from your network');
      expect((await signIn(home, email)).status).toBe(303);
    });

    test('of visitors without a known address have a common limit, twenty times as high', async () => {
      for (const [path, tries, fields] of HASHING.slice(1, 4)) {
        await app.close();
        start();
        const pages = await send(new Browser(app, UNKNOWN), tries * 20 + 5, path, fields);
        expect([path, allowed(pages)]).toEqual([path, tries * 20]);
        expect(allowed(await send(new Browser(app, HERE), 1, path, fields))).toBe(1);
      }
    });

    test('an account has 10 tries also where no address is known', async () => {
      start({ addressHeader: undefined });
      const pages = await send(new Browser(app, HERE), 12, '/sign-in', HASHING[0][2]);
      expect(allowed(pages)).toBe(10);
    });

    test('when too many requests wait, the answer is 503 at once, with a waiting time', async () => {
      let release = () => {};
      const held = new Promise<boolean>((resolve) => {
        release = () => resolve(false);
      });
      jest.spyOn(passwords, 'passwordMatches').mockImplementation(async () => held);
      const statuses: number[] = [];
      const calls = Array.from({ length: 40 }, async (_, index) => {
        const page = await signIn(new Browser(app, `203.0.${index}.1`), `${index}@example.com`);
        statuses.push(page.status);
        return page;
      });
      const busy = await Promise.race(calls);
      expect([busy.status, busy.headers['retry-after']]).toEqual([503, '5']);
      await until(() => statuses.length >= 18, 'the answers of those who do not wait');
      release();
      await Promise.all(calls);
      expect(statuses).toEqual([...Array<number>(18).fill(503), ...Array<number>(22).fill(422)]);
    });
  });

  test('an attacker in another network does not use up the reset mails of the owner', async () => {
    const { email } = await account(shop.store);
    await send(new Browser(app, ELSEWHERE), 5, '/reset', { email });
    await shop.relay();
    expect(shop.mailbox.mails).toHaveLength(3);
    await send(new Browser(app, HERE), 5, '/reset', { email });
    await send(new Browser(app, '192.0.2.1'), 5, '/reset', { email });
    await shop.relay();
    expect(shop.mailbox.mails).toHaveLength(6);
  });

  test('tries are counted when the cache is unavailable', async () => {
    start({ cache: new NoCache() });
    expect(allowed(await send(new Browser(app, HERE), 30, '/sign-in', HASHING[0][2]))).toBe(10);
  });

  test('no address and no e-mail address is in the cache', async () => {
    const keys: string[] = [];
    const { cache } = shop;
    const add = cache.add.bind(cache);
    jest.spyOn(cache, 'add').mockImplementation(async (key, ...rest) => {
      keys.push(key);
      return add(key, ...rest);
    });
    for (const [path, , fields] of HASHING.slice(0, 4)) await new Browser(app, HERE).post(path, fields);
    expect(keys.length).toBeGreaterThan(6);
    expect(keys.join('\n')).not.toMatch(/example|198\.51/);
  });
});

test('only the header of the edge names an address', () => {
  const request = { headers: { 'x-a': ' 192.0.2.1 ', 'x-forwarded-for': '1.2.3.4' } } as never;
  expect(addressOf({ addressHeader: 'x-a' }, request)?.address).toBe('192.0.2.1');
  expect(addressOf({ addressHeader: 'x-b' }, request)).toBeUndefined();
  expect(addressOf({}, request)).toBeUndefined();
  expect([1, 75, 91, 900].map(waitWords)).toEqual(['2 seconds', '75 seconds', '2 minutes', '15 minutes']);
});

/** Returns the paths of all routes that take forms. */
function postRoutes(app: FastifyInstance): readonly string[] {
  const open: string[] = [];
  const paths: string[] = [];
  for (const line of app.printRoutes({ commonPrefix: false }).split('\n')) {
    const [, indent, segment, methods] = /^([│ ]*)[├└]── (\S*)(?: \(([^)]+)\))?/.exec(line) ?? [];
    if (segment === undefined) continue;
    open.length = indent.length / 4;
    open.push(segment);
    if (methods?.includes('POST')) paths.push(open.join(''));
  }
  return paths;
}
