import { newOrder, OrderBody, RunningShop, SECRET } from './running-shop';
import { signatureHeader } from '../../../shop/adapters/payment/signed-header';
import { DEMO_PRODUCTS } from '../../../shop/migrations/demo-catalogue';
import { captured } from '../support/order-path';

const [{ id: KETTLE, priceMinor }] = DEMO_PRODUCTS;
const MINUTE = 60_000;

/** Log events that the metric filters of the two alarms count; `test/commerce/commerce.test.ts` reads the filters. */
const FAILURES = ['payment.mismatch'];
const REFUSED = ['payment.refused', 'payment.unknown'];

let shop: RunningShop;
let order: OrderBody;
beforeAll(async () => {
  shop = await RunningShop.open();
  order = newOrder(KETTLE);
  await shop.send('POST', '/api/orders', { json: order });
  await shop.becomes(order.orderId, 'placed');
});
afterAll(async () => shop.close());
beforeEach(() => {
  shop.lines.length = 0;
});

/** Returns the number of log lines that each alarm counts. */
const counted = () => {
  const events = shop.lines.map((line) => (JSON.parse(line) as { readonly event?: string }).event ?? '');
  return {
    failures: events.filter((event) => FAILURES.includes(event)).length,
    refused: events.filter((event) => REFUSED.includes(event)).length,
  };
};

interface Forgery {
  readonly secret?: string;
  readonly at?: Date;
  readonly signature?: string;
}

/** Sends an event of the payment provider, or of an attacker who imitates it. */
async function hook(event: object | string, forgery: Forgery = {}): Promise<number> {
  const { secret = SECRET, at = new Date(), signature } = forgery;
  const body = typeof event === 'string' ? event : JSON.stringify(event);
  const headers: Record<string, string> = { 'content-type': 'application/json' };
  const header = signature ?? signatureHeader(secret, at, Buffer.from(body));
  if (header !== '') headers['x-payment-signature'] = header;
  return (await shop.send('POST', '/webhooks/payments/demo', { body, headers })).status;
}

const money = () => captured(order.orderId, priceMinor);

test.each<[string, () => Promise<number>, number]>([
  ['without a signature', async () => hook(money(), { signature: '' }), 401],
  ['with a signature by another secret', async () => hook(money(), { secret: 'whsec_guess' }), 401],
  ['with a signature that is none', async () => hook(money(), { signature: 't=1,v1=zz' }), 401],
  ['with a signature of yesterday', async () => hook(money(), { at: new Date(Date.now() - 24 * 60 * MINUTE) }), 401],
  ['that is malformed', async () => hook('{"id":1}'), 400],
  ['about an order of another shop', async () => hook(captured('01J8Z0000000000000000MSSNG', 1)), 200],
])('one event %s pays nothing and raises no alarm about payments', async (_, send, status) => {
  expect(await send()).toBe(status);
  expect(await shop.order(order.orderId)).toMatchObject({ state: 'placed' });
  expect(counted()).toEqual({ failures: 0, refused: 1 });
});

test('only the configured payment provider has a webhook address', async () => {
  const body = JSON.stringify(money());
  const headers = { 'x-payment-signature': signatureHeader(SECRET, new Date(), Buffer.from(body)) };
  expect((await shop.send('POST', '/webhooks/payments/signed', { body, headers })).status).toBe(404);
  expect(counted()).toEqual({ failures: 0, refused: 0 });
});

test('a signed event with another amount than its order counts for the alarm about payments', async () => {
  expect(await hook(captured(order.orderId, priceMinor - 1))).toBe(200);
  expect(await shop.order(order.orderId)).toMatchObject({ state: 'placed' });
  expect(counted()).toEqual({ failures: 1, refused: 0 });
});
