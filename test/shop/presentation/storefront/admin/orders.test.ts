import { ulid } from 'ulid';
import { placeOrder } from '../../../../../shop/application/orders/place-order';
import { requestShipment } from '../../../../../shop/application/orders/ship-order';
import { settlePayment } from '../../../../../shop/application/payments/settle-payment';
import { OrderState } from '../../../../../shop/domain/orders/order';
import { orderMails } from '../../../../../shop/presentation/mails/order-mails';
import { orderMessage } from '../../../support/order-path';
import { Administration, useAdministration } from '../support/administration';
import { signedIn, valueOf } from '../support/staff';

const HOSTILE = "<script>alert(1)</script>'; drop table customer; --";

describe("the administrator's pages", () => {
  let shop: Administration['shop'];
  let app: Administration['app'];
  let admin: Administration['admin'];
  useAdministration((made) => {
    ({ shop, app, admin } = made);
  });

  /** Places an order and moves it on to a state. */
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

    test('shows late and abandoned messages, stock that does not match its ledger, and low stock', async () => {
      await shop.query(`insert into outbox (id, kind, payload, due_at, created_at, state) values
        ('a', 'mail', '{}', now(), now() - interval '11 minutes', 'pending'),
        ('b', 'mail', '{}', now(), now(), 'dead'),
        ('c', 'mail', '{}', now(), now(), 'pending')`);
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
    test('is shown with its lines, payments and parcel', async () => {
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

    test('is dispatched after a confirmation, with one mail to the customer', async () => {
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
    ] as const)('%s: marked as %s after a confirmation', async (from, step, to) => {
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
});
