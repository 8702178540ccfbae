import { FastifyInstance } from 'fastify';
import { ulid } from 'ulid';
import { Browser, Page } from './support/browser';
import { orderIn, Shopper } from './support/shopper';
import { testStorefront, TestStorefront } from './support/storefront';
import { hashPassword } from '../../../../shop/domain/accounts/password';
import { decodeOrderMessage } from '../../../../shop/domain/orders/order-message';
import { buildApp } from '../../../../shop/presentation/storefront/app';
import { TestShopDatabase } from '../../support/shop-database';
import { useShop } from '../../support/use-shop';
import { writing } from '../../support/writing';

const PASSWORD = 'kettle lantern otter';

describe('the orders of guests and of customers', () => {
  let database: TestShopDatabase;
  let shop: TestStorefront;
  let app: FastifyInstance;
  let ada: Shopper;
  let passwordHash: string;
  useShop((ready) => {
    database = ready;
  });
  beforeAll(async () => {
    passwordHash = await hashPassword(PASSWORD);
  });
  beforeEach(() => {
    shop = testStorefront(database.store, {}, { UNPAID_ORDER_LIMITS: 'session=20' });
    app = buildApp(shop);
    ada = new Shopper(app);
  });
  afterEach(async () => app.close());

  const customer = async () => {
    const id = ulid();
    const email = `${id.toLowerCase()}@example.com`;
    await writing(shop.store).customers.insert({
      id,
      email,
      name: 'Ada',
      role: 'customer',
      locale: 'en',
      passwordHash,
    });
    return { id, email };
  };
  const signIn = async (browser: Browser, email: string): Promise<Page> =>
    browser.submit(await browser.get('/sign-in'), '/sign-in', { email, password: PASSWORD });

  test('orders before and after signing in are shown, and an address is saved on request', async () => {
    const { id, email } = await customer();
    const checkOut = async (fields: Record<string, string> = {}) =>
      ada.buy(await database.product(), '1', { email: 'other@example.com', ...fields });
    const asGuest = await checkOut();
    await signIn(ada, email);
    const asCustomer = await checkOut({ save: 'yes' });
    const owners = shop.queue.messages.map((message) => decodeOrderMessage(message).internal?.customerId);
    expect(owners).toEqual([undefined, id]);
    await shop.processOrders();
    expect((await ada.follow(asGuest)).body).toContain('Pay now');
    expect((await ada.follow(asCustomer)).body).toContain('Pay now');
    const saved = async () => database.query('select line1 from address where customer_id = $1', [id]);
    expect(await saved()).toEqual([{ line1: 'Main Street 1' }]);
    await checkOut({ save: 'yes' });
    expect(await saved()).toHaveLength(1);
    const phone = new Browser(app);
    await signIn(phone, email);
    expect((await phone.get('/account')).body).toContain(asCustomer.location);
    expect((await phone.follow(asCustomer)).status).toBe(200);
    expect((await phone.follow(asGuest)).status).toBe(404);
    // An account with the e-mail address of an order does not open it: addresses are not proved.
    const eve = new Browser(app);
    const registering = { name: 'Eve', email: 'other@example.com', password: PASSWORD };
    await eve.submit(await eve.get('/register'), '/register', registering);
    expect((await eve.follow(asGuest)).status).toBe(404);
    await ada.submit(await ada.get('/account'), '/sign-out');
    expect((await ada.follow(asGuest)).status).toBe(404);
  });

  test('a browser keeps the access tokens of its ten latest orders, and other browsers have none', async () => {
    const ordered: Page[] = [];
    for (let turn = 0; turn < 11; turn += 1) {
      ordered.push(await ada.buy(await database.product(), '1', { email: `${ulid()}@example.com` }));
    }
    await shop.processOrders();
    const statuses = await Promise.all(ordered.map(async (page) => (await ada.follow(page)).status));
    expect(statuses).toEqual([404, ...Array<number>(10).fill(200)]);
    const cookie = ada.cookies.get('__Host-orders') ?? '';
    expect(cookie.split('.')).toHaveLength(10);
    expect(cookie.startsWith(orderIn(ordered[10]))).toBe(true);
    // The session alone opens no order of a guest.
    expect((await ada.copyTo(new Shopper(app), '__Host-session').follow(ordered[10])).status).toBe(404);
    expect((await ada.copyTo(new Shopper(app), '__Host-orders').follow(ordered[10])).status).toBe(200);
  });

  test('the cookie with the access tokens is hidden from scripts, other hosts and other sites', async () => {
    const { headers } = await ada.buy(await database.product());
    const [cookie] = (headers['set-cookie'] ?? []).filter((each) => each.startsWith('__Host-orders='));
    expect(cookie).toMatch(/^__Host-orders=[\w-]{69}; Max-Age=2592000; Path=\/; HttpOnly; Secure; SameSite=Lax$/);
  });

  test('an account with an earlier paid order may reserve all free pieces', async () => {
    const { id, email } = await customer();
    await signIn(ada, email);
    const buyAll = async () => {
      await ada.buy(await database.product({ onHand: 4 }), '4', { email: `${ulid()}@example.com` });
      return (await shop.processOrders())[0];
    };
    expect(await buyAll()).toMatchObject({ outcome: 'placed', reserved: false });
    await database.query("update orders set state = 'paid' where customer_id = $1", [id]);
    expect(await buyAll()).toMatchObject({ outcome: 'placed', reserved: true });
  });

  test('the page of an order without a reservation says what that means', async () => {
    const ordered = await ada.buy(await database.product({ onHand: 4 }), '4');
    await shop.processOrders();
    const { body } = await ada.follow(ordered);
    expect(body).toContain('the products are yours when your payment arrives');
    expect(body).not.toContain('reserved for you');
    expect(body).toContain('Pay now');
  });
});
