import { newOrder, RunningShop, SECRET } from './running-shop';
import { Visitor } from './visitor';
import { signatureHeader } from '../../../shop/adapters/payment/signed-header';
import { DEMO_PRODUCTS } from '../../../shop/migrations/demo-catalogue';
import { captured } from '../support/order-path';

const MANY = DEMO_PRODUCTS.reduce((most, each) => (each.onHand > most.onHand ? each : most));
const NOT_PAID = 31;

let shop: RunningShop;
beforeAll(async () => {
  shop = await RunningShop.open();
});
afterAll(async () => shop.close());

interface Wanted {
  readonly id: string;
  readonly priceMinor: number;
}

/** Another visitor orders one piece and pays; returns the state of the order. */
async function buys({ id, priceMinor }: Wanted, from: string): Promise<string> {
  const page = await new Visitor(shop, from).get(`/products/${id}`);
  expect(page).toMatchObject({ status: 200, text: expect.stringContaining('/cart/add') });
  const order = newOrder(id);
  expect((await shop.send('POST', '/api/orders', { json: order, from })).status).toBe(202);
  await shop.becomes(order.orderId, 'placed', 'rejected');
  const body = JSON.stringify(captured(order.orderId, priceMinor));
  const signature = signatureHeader(SECRET, new Date(), Buffer.from(body));
  const headers = { 'content-type': 'application/json', 'x-payment-signature': signature };
  expect((await shop.send('POST', '/webhooks/payments/demo', { body, headers })).status).toBe(200);
  return (await shop.order(order.orderId))?.state ?? '';
}

/** Waits until all orders of the queue are in the table. */
async function drained(): Promise<void> {
  const last = newOrder(MANY.id);
  await shop.send('POST', '/api/orders', { json: last, from: '192.0.2.250' });
  await shop.becomes(last.orderId, 'placed', 'rejected');
}

test('four unpaid orders of 99 pieces a line leave at least 70 percent of each product for sale', async () => {
  const left = new Map(DEMO_PRODUCTS.map(({ id, onHand }) => [id, onHand]));
  for (let turn = 0; turn < 4; turn += 1) {
    const lines = [...left]
      .filter(([, pieces]) => pieces > 0)
      .map(([productId, pieces]) => ({ productId, quantity: Math.min(99, pieces) }));
    for (const { productId, quantity } of lines) left.set(productId, (left.get(productId) ?? 0) - quantity);
    await shop.send('POST', '/api/orders', { json: newOrder(MANY.id, { lines }), from: '198.51.100.4' });
  }
  await drained();
  const free = await Promise.all(DEMO_PRODUCTS.map(async ({ id, onHand }) => (await shop.available(id)) / onHand));
  expect(Math.min(...free)).toBeGreaterThanOrEqual(0.7);
  for (const [index, product] of DEMO_PRODUCTS.entries()) {
    expect(['paid', 'packed', 'shipped']).toContain(await buys(product, `192.0.2.${index + 1}`));
  }
});

test('of 300 orders at once from one address 40 are accepted; the others get 429 and a waiting time', async () => {
  const from = '198.51.100.77';
  const order = async () => shop.send('POST', '/api/orders', { json: newOrder(MANY.id), from });
  const burst = Array.from({ length: 300 }, order);
  const answers = await Promise.all(burst);
  const refused = answers.filter(({ status }) => status === 429);
  expect([answers.filter(({ status }) => status === 202).length, refused.length]).toEqual([40, 260]);
  for (const { headers } of refused) {
    expect(headers.get('content-type')).toMatch(/^application\/problem\+json/);
    expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
  }
  expect(await refused[0].json()).toMatchObject({ status: 429 });

  // In a browser the same visitor sees the reason in words, and keeps the cart.
  const browser = new Visitor(shop, from);
  await browser.add(MANY.id);
  const page = await browser.checkOut();
  expect([page.status, Number(page.headers.get('retry-after')) > 0]).toEqual([429, true]);
  expect(page.headers.get('content-type')).toMatch(/^text\/html/);
  expect(page.text).toContain('many orders from here that are not paid yet');
  expect((await browser.get('/cart')).text).toContain(MANY.name);

  await drained();
  expect(['paid', 'packed', 'shipped']).toContain(await buys(MANY, '192.0.2.99'));
});

test('one run releases the reservations of more than 50 unpaid orders', async () => {
  await shop.tick(NOT_PAID);
  const orders = Array.from({ length: 60 }, () => newOrder(MANY.id));
  for (const [index, json] of orders.entries()) {
    expect((await shop.send('POST', '/api/orders', { json, from: `203.0.${index}.1` })).status).toBe(202);
  }
  for (const { orderId } of orders) await shop.becomes(orderId, 'placed');
  expect(await shop.reserved(MANY.id)).toBe(60);
  await shop.tick(NOT_PAID);
  expect(await shop.reserved(MANY.id)).toBe(0);
  const states = await Promise.all(orders.map(async ({ orderId }) => (await shop.order(orderId))?.state));
  expect(new Set(states)).toEqual(new Set(['expired']));
});
