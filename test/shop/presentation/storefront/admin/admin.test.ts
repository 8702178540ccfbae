import { FastifyInstance } from 'fastify';
import { ulid } from 'ulid';
import { SessionStore } from '../../../../../shop/application/accounts/session-store';
import { placeOrder } from '../../../../../shop/application/orders/place-order';
import { requestShipment } from '../../../../../shop/application/orders/ship-order';
import { settlePayment } from '../../../../../shop/application/payments/settle-payment';
import { OrderState } from '../../../../../shop/domain/orders/order';
import { orderMails } from '../../../../../shop/presentation/mails/order-mails';

import { buildApp } from '../../../../../shop/presentation/storefront/app';
import { orderMessage } from '../../../support/order-path';
import { TestShopDatabase } from '../../../support/shop-database';
import { useShop } from '../../../support/use-shop';
import { writing } from '../../../support/writing';
import { ask, signedIn, Staff, valueOf } from '../support/staff';
import { testStorefront, TestStorefront } from '../support/storefront';

const HOSTILE = "<script>alert(1)</script>'; drop table customer; --";

describe("the administrator's pages", () => {
  let shop: TestShopDatabase;
  useShop((made) => {
    shop = made;
  });

  let storefront: TestStorefront;
  let app: FastifyInstance;
  let admin: Staff;
  beforeEach(async () => {
    await shop.query('truncate product, customer, orders, outbox, inbox, campaign, payment, webhook_event cascade');
    storefront = testStorefront(shop.store);
    app = buildApp(storefront);
    admin = await signedIn(app, shop.store, 'admin');
  });
  afterEach(async () => app.close());

  /** A real order on its real way. */
  async function order(
    until: 'placed' | 'paid' | 'packed' | 'shipped' | 'refund_due',
    customerId?: string,
  ): Promise<string> {
    const productId = await shop.product({ onHand: 5, priceMinor: 700 });
    const message = orderMessage(productId, { internal: { customerId } });
    const { orderId } = message;
    const now = new Date();
    await placeOrder(shop.store, message, { now, mails: orderMails({ shopName: 'Shop' }) });
    if (until === 'refund_due') await shop.query("update orders set state = 'cancelled' where id = $1", [orderId]);
    if (until !== 'placed') {
      const capture = { orderId, reference: `pay-${orderId}`, amount: { minor: 700, currency: 'EUR' } };
      await settlePayment(
        shop.store,
        { provider: 'signed', eventId: ulid(), eventType: 'payment.captured', rawBody: '{}', test: false, capture },
        now,
      );
    }
    if (until === 'packed' || until === 'shipped') await requestShipment(shop.store, orderId, { now });
    if (until === 'shipped') await shop.query("update orders set state = 'shipped' where id = $1", [orderId]);
    return orderId;
  }
  const stateOf = async (id: string): Promise<OrderState | undefined> => (await shop.store.read.orders.find(id))?.state;

  describe('who may come', () => {
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

    test.each(['customer', 'seller'] as const)('not a %s, by any page or form', async (role) => {
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

    test('a stranger is asked to sign in, and a form without the right token does nothing', async () => {
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

    test('whoever loses the role is out with the next click', async () => {
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

  describe('the overview', () => {
    test('says that all is well, and shows the latest orders by state', async () => {
      const [placed, paid] = [await order('placed'), await order('paid')];
      const page = await admin.get('/admin');
      expect(page.body).toContain('All is well');
      expect(page.body).toContain(placed);
      expect(page.body).toContain(paid);
      const only = await admin.get('/admin?state=paid');
      expect(only.body).toContain(paid);
      expect(only.body).not.toContain(placed);
      expect((await admin.get('/admin?state=constructor')).body).toContain(placed);
    });

    test('says what is late, what was given up, which stock does not agree and what is low', async () => {
      await shop.query(`insert into outbox (id, kind, payload, due_at, created_at, state) values
        ('a', 'mail', '{}', now(), now() - interval '11 minutes', 'pending'), ('b', 'mail', '{}', now(), now(), 'dead'), ('c', 'mail', '{}', now(), now(), 'pending')`);
      const [wrong, low] = [await shop.product({ onHand: 5 }), await shop.product({ onHand: 1, lowMark: 2 })];
      await shop.product({ onHand: 1, lowMark: 2, active: false });
      await shop.query('update stock set on_hand = 6 where product_id = $1', [wrong]);
      const { body } = await admin.get('/admin');
      expect(body).toContain('<strong>Given up:</strong> 1 mail or');
      expect(body).toContain('<strong>Late:</strong> 1 mail or');
      expect(body).toContain('of 1 product.');
      expect(body).toContain(`<a href="/seller/products/${wrong}">${wrong}</a>`);
      expect(body.match(/Low: 1 left/g)).toHaveLength(1);
      expect(body).toContain(`/seller/products/${low}`);
    });
  });

  describe('an order', () => {
    test('with its lines, payments and parcel', async () => {
      const id = await order('packed');
      const { body } = await admin.get(`/admin/orders/${id}`);
      for (const text of [
        'Test product',
        '€7.00',
        `pay-${id}`,
        'captured',
        'waits for the warehouse',
        'Ada Lovelace',
        '(guest)',
        'Mark as dispatched',
      ]) {
        expect(body).toContain(text);
      }
      const customer = await signedIn(app, shop.store, 'customer');
      const theirs = await order('placed', customer.customerId);
      const page = await admin.get(`/admin/orders/${theirs}`);
      expect(page.body).toContain(`/admin/customers/${customer.customerId}`);
      expect(page.body).not.toContain('Mark as');
      expect((await admin.get(`/admin/customers/${customer.customerId}`)).body).toContain(theirs);
    });

    test('is dispatched after a question, with one mail to the customer', async () => {
      const id = await order('packed');
      const path = `/admin/orders/${id}/dispatch`;
      const empty = await admin.post(path, { carrier: 'DHL', tracking: '' });
      expect(empty.status).toBe(422);
      expect(empty.body).toContain('Tracking number must not be empty');
      expect(valueOf(empty, 'carrier')).toBe('DHL');
      const question = await admin.post(path, { carrier: 'DHL', tracking: HOSTILE });
      expect(question.body).toContain('Has the parcel left?');
      expect(question.body).not.toContain('<script>');
      expect(await stateOf(id)).toBe('packed');

      const fields = { carrier: 'DHL', tracking: '00340', confirmed: 'yes' };
      expect((await admin.post(path, fields)).headers.location).toBe(`/admin/orders/${id}?done=dispatch`);
      expect((await admin.post(path, fields)).status).toBe(303);
      expect(await stateOf(id)).toBe('shipped');
      expect(await shop.store.read.shipments.find(id)).toMatchObject({
        state: 'shipped',
        carrier: 'DHL',
        tracking: '00340',
      });
      expect(await shop.query('select id from outbox where id like $1', [`${id}:mail.order-shipped%`])).toHaveLength(1);
      const after = await admin.get(`/admin/orders/${id}?done=dispatch`);
      expect(after.body).toContain('DHL 00340');
      expect(after.body).toContain('on its way');
    });

    test.each([
      ['shipped', 'delivered', 'delivered'],
      ['refund_due', 'refunded', 'refunded'],
    ] as const)('%s: marked as %s after a question', async (from, step, to) => {
      const id = await order(from);
      expect((await admin.get(`/admin/orders/${id}`)).body).toContain(`Mark as ${step}`);
      const question = await admin.post(`/admin/orders/${id}/${step}`);
      expect(question.status).toBe(200);
      expect(valueOf(question, 'confirmed')).toBe('yes');
      expect(await stateOf(id)).toBe(from);
      expect((await admin.post(`/admin/orders/${id}/${step}`, { confirmed: 'yes' })).status).toBe(303);
      expect(await stateOf(id)).toBe(to);
      expect(await shop.query('select kind from outbox where id = $1', [`${id}:order.${to}`])).toEqual([
        { kind: 'publish.orders' },
      ]);
    });

    test.each(['dispatch', 'delivered', 'refunded'])('%s is refused for an order that is only placed', async (step) => {
      const id = await order('placed');
      const before = await shop.query(
        'select (select count(*) from outbox)::int as effects, state, version from orders',
      );
      const page = await admin.post(`/admin/orders/${id}/${step}`, { carrier: 'c', tracking: 't', confirmed: 'yes' });
      expect(page.status).toBe(409);
      expect(page.body).toContain('The order is placed, so this step cannot follow');
      expect(
        await shop.query('select (select count(*) from outbox)::int as effects, state, version from orders'),
      ).toEqual(before);
      expect(
        (await admin.post(`/admin/orders/01J8Z0000000000000000MSSNG/${step}`, { carrier: 'c', tracking: 't' })).status,
      ).toBe(404);
    });
  });

  describe('customers', () => {
    test('are found by the beginning of their address', async () => {
      for (const email of ['ada@example.com', 'adele@example.com', 'bob@example.com']) {
        await writing(shop.store).customers.insert({
          id: ulid(),
          email,
          name: HOSTILE,
          role: 'customer',
          locale: 'en',
        });
      }
      const page = await admin.get('/admin/customers?begin=AD');
      expect(page.body).toContain('ada@example.com');
      expect(page.body).toContain('adele@example.com');
      expect(page.body).not.toContain('bob@example.com');
      expect(page.body).not.toContain('<script>');
      const hostile = await admin.get(`/admin/customers?begin=${encodeURIComponent(`%_"'${HOSTILE}`)}`);
      expect([
        hostile.status,
        hostile.body.includes('There are no such customers'),
        hostile.body.includes('<script>'),
      ]).toEqual([200, true, false]);
    });

    test('their pages follow each other', async () => {
      for (let count = 0; count < 51; count += 1) {
        await writing(shop.store).customers.insert({
          id: ulid(),
          email: `z${String(count).padStart(2, '0')}@example.com`,
          name: '',
          role: 'customer',
          locale: 'en',
        });
      }
      expect((await admin.get('/admin/customers?begin=z')).body).toContain(
        'href="/admin/customers?begin=z&#38;page=2"',
      );
      expect((await admin.get('/admin/customers?begin=z&page=2')).body).toContain('z50@example.com');
    });

    test('one becomes a seller after a question, with a seller row, and is signed out', async () => {
      const customer = await signedIn(app, shop.store, 'customer');
      const sessions = new SessionStore(shop.store, storefront.cache);
      expect((await sessions.find(customer.token))?.customer?.role).toBe('customer');
      const path = `/admin/customers/${customer.customerId}/role`;
      expect((await admin.post(path, { role: 'seller' })).body).toContain('Change this role?');
      expect((await shop.store.read.customers.find(customer.customerId))?.role).toBe('customer');
      expect((await admin.post(path, { role: 'seller', confirmed: 'yes' })).headers.location).toBe(
        `/admin/customers/${customer.customerId}?done=role`,
      );
      expect((await shop.store.read.customers.find(customer.customerId))?.role).toBe('seller');
      expect(await shop.query('select customer_id, name from seller')).toEqual([
        { customer_id: customer.customerId, name: 'Grace' },
      ]);
      expect(await sessions.find(customer.token)).toBeUndefined();
      expect((await customer.get('/seller')).headers.location).toBe('/sign-in?next=%2Fseller');
      const page = await admin.get(`/admin/customers/${customer.customerId}?done=role`);
      expect(page.body).toContain('Sells as');
      expect((await admin.post(path, { role: 'seller', confirmed: 'yes' })).headers.location).toContain('done=same');
      expect((await admin.post(path, { role: 'customer' })).body).toContain('Their products stay on sale');
    });

    test('nobody takes their own administration away, and there are no other roles', async () => {
      const path = `/admin/customers/${admin.customerId}/role`;
      expect((await admin.get(`/admin/customers/${admin.customerId}`)).body).toContain('This is you');
      expect((await admin.post(path, { role: 'customer', confirmed: 'yes' })).status).toBe(409);
      for (const role of ['owner', 'constructor', '']) {
        expect((await admin.post(path, { role, confirmed: 'yes' })).status).toBe(404);
      }
      expect(
        (await admin.post('/admin/customers/01J8Z0000000000000000MSSNG/role', { role: 'seller', confirmed: 'yes' }))
          .status,
      ).toBe(404);
      expect((await shop.store.read.customers.find(admin.customerId))?.role).toBe('admin');
    });
  });

  describe('campaigns', () => {
    const agree = async () => {
      const { customerId } = await signedIn(app, shop.store, 'customer');
      await writing(shop.store).consents.record({
        id: ulid(),
        customerId,
        purpose: 'offers',
        granted: true,
        source: 'account',
        textVersion: '1',
        recordedAt: new Date(),
      });
    };
    const draft = (overrides: Readonly<Record<string, string>> = {}) => ({
      id: ulid(),
      subject: 'Beans',
      text: 'Ten percent off.\r\nToday only.',
      ...overrides,
    });

    test('are written, looked at and sent: one row, however often it is clicked', async () => {
      await agree();
      const form = { ...draft(), id: valueOf(await admin.get('/admin/campaigns/new'), 'id') };
      const preview = await admin.post('/admin/campaigns', { ...form, step: 'preview' });
      expect(preview.body).toContain('<strong>1 customer</strong> agreed');
      expect(preview.body).toContain('Ten percent off.\nToday only.');
      expect(preview.body).toContain('https://shop.example.com/unsubscribe?token=');
      expect(await shop.query('select id from campaign')).toEqual([]);
      const edit = await admin.post('/admin/campaigns', { ...form, step: 'edit' });
      expect(valueOf(edit, 'subject')).toBe('Beans');
      for (const click of [1, 2]) {
        expect([click, (await admin.post('/admin/campaigns', { ...form, step: 'send' })).headers.location]).toEqual([
          click,
          '/admin/campaigns?done=sent',
        ]);
      }
      expect(await shop.query('select id, subject, body, state, created_by from campaign')).toEqual([
        {
          id: form.id,
          subject: 'Beans',
          body: 'Ten percent off.\nToday only.',
          state: 'sending',
          created_by: admin.customerId,
        },
      ]);
      expect((await admin.get('/admin/campaigns?done=sent')).body).toContain('is being sent');
    });

    test('are refused with what is wrong, and what is hostile is only text', async () => {
      for (const [field, value] of [
        ['subject', ''],
        ['subject', 'two\nlines'],
        ['subject', 'x'.repeat(151)],
        ['text', ''],
        ['text', 'x'.repeat(5_001)],
      ]) {
        expect((await admin.post('/admin/campaigns', { ...draft({ [field]: value }), step: 'send' })).status).toBe(422);
      }
      expect((await admin.post('/admin/campaigns', { ...draft({ id: '1' }), step: 'send' })).status).toBe(400);
      await agree();
      const page = await admin.post('/admin/campaigns', {
        ...draft({ subject: HOSTILE, text: `</pre>${HOSTILE}` }),
        step: 'preview',
      });
      expect(page.body).not.toContain('<script>');
      expect(await shop.query('select id from campaign')).toEqual([]);
    });

    test('reach nobody who did not agree, and need an address to unsubscribe at', async () => {
      expect((await admin.post('/admin/campaigns', { ...draft(), step: 'preview' })).body).toContain(
        'it would reach nobody',
      );
      await agree();
      await agree();
      const own = buildApp(testStorefront(shop.store, { shopUrl: undefined }));
      const there = await signedIn(own, shop.store, 'admin');
      const preview = await there.post('/admin/campaigns', { ...draft(), step: 'preview' });
      expect(preview.body).toContain('<strong>2 customers</strong>');
      expect(preview.body).not.toContain('value="send"');
      expect((await there.post('/admin/campaigns', { ...draft(), step: 'send' })).status).toBe(409);
      expect(await shop.query('select id from campaign')).toEqual([]);
      await own.close();
    });
  });
});
