import { FastifyInstance } from 'fastify';
import { ulid } from 'ulid';
import { Browser } from './support/browser';
import { signedIn } from './support/staff';
import { testStorefront, TestStorefront } from './support/storefront';
import { buildApp } from '../../../../shop/presentation/storefront/app';
import { TestShopDatabase } from '../../support/shop-database';
import { useShop } from '../../support/use-shop';

const ADDRESS = {
  name: 'Dr.Schmidt',
  line1: 'Hauptstr.5',
  line2: 'c/o Meyer',
  postalCode: '9000',
  city: 'St.Gallen',
  country: 'CH',
};
const ORDER = { email: 'ada@example.com', ...ADDRESS };

const ATTACKS = [
  ['a site address', 'You won, see evil.example/now', 'site address'],
  ['a domain', 'Evil.Com', 'site address'],
  ['another writing direction', 'Ada\u202enoryB', 'writing direction'],
  ['an invisible character', 'A\u200bda', 'invisible'],
  ['a control character', 'Ada\u0085Byron', 'control characters'],
  ['more than a label holds', 'A'.repeat(51), 'at most'],
] as const;

describe('foreign text', () => {
  let database: TestShopDatabase;
  let shop: TestStorefront;
  let app: FastifyInstance;
  useShop((ready) => {
    database = ready;
  });
  beforeEach(() => {
    shop = testStorefront(database.store);
    app = buildApp(shop);
  });
  afterEach(async () => app.close());

  describe.each(ATTACKS)('%s', (_, text, problem) => {
    test.each(['name', 'line1', 'line2', 'city', 'postalCode'])('does not become the %s of an order', async (field) => {
      const ada = new Browser(app);
      const product = await database.product();
      await ada.submit(await ada.get(`/products/${product}`), '/cart/add', { quantity: '1' });
      const page = await ada.submit(await ada.get('/checkout'), '/checkout', { ...ORDER, [field]: text });
      expect([page.status, shop.queue.messages]).toEqual([422, []]);
      // A postal code is too short for some of them.
      expect(page.body).toMatch(field === 'postalCode' ? new RegExp(`${problem}|at most`) : problem);
    });

    test('does not become the name or an address of an account', async () => {
      const ada = await signedIn(app, shop.store, 'customer');
      for (const [path, fields] of [
        ['name', { name: text }],
        ['addresses', { ...ADDRESS, line1: text }],
      ] as const) {
        const answer = await ada.post(`/account/${path}`, fields);
        expect([answer.status, answer.body.includes(problem)]).toEqual([422, true]);
      }
      expect((await shop.store.read.customers.find(ada.customerId))?.name).toBe('Grace');
      expect(await shop.store.read.customers.addresses(ada.customerId)).toEqual([]);
    });
  });

  test('ordinary names and streets are accepted', async () => {
    const ada = new Browser(app);
    await ada.submit(await ada.get(`/products/${await database.product()}`), '/cart/add', { quantity: '1' });
    const page = await ada.submit(await ada.get('/checkout'), '/checkout', ORDER);
    expect(page.status).toBe(303);
    expect(JSON.parse(shop.queue.messages[0])).toMatchObject({ address: ADDRESS });
  });

  test('the name of a product may not name a site, its description may', async () => {
    const seller = await signedIn(app, shop.store, 'seller');
    const product = {
      id: ulid(),
      sku: 'CUP-9',
      name: 'Cup',
      description: 'See www.cups.example',
      price: '5.00',
      currency: 'EUR',
      lowMark: '0',
      active: 'yes',
    };
    const refused = await seller.post('/seller/products/new', { ...product, name: 'Cup from evil.com' });
    expect([refused.status, refused.body.includes('site address')]).toEqual([422, true]);
    expect((await seller.post('/seller/products/new', product)).status).toBe(303);
  });

  test('a search is shown without characters that change the direction of the text', async () => {
    const { body, status } = await new Browser(app).get(`/?q=${encodeURIComponent('cup\u202e\u2066\u0085\u200b red')}`);
    expect(status).toBe(200);
    expect(body).toMatch(/value="cup +red"/);
    expect(body).not.toMatch(/[\u0080-\u009f\u200b\u202a-\u202e\u2066-\u2069]/);
  });
});
