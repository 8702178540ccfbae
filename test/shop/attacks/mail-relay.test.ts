import { HOME, Mail, newOrder, OrderBody, RunningShop } from './running-shop';
import { Visitor } from './visitor';
import { DEMO_PRODUCTS } from '../../../shop/migrations/demo-catalogue';
import { eventually } from '../local/local-process';

const [{ id: KETTLE }, { id: GRINDER, onHand }] = DEMO_PRODUCTS;

const ADVERTISEMENTS = [
  'WIN A PRIZE http://evil.example/now',
  'HTTPS://EVIL.EXAMPLE',
  'go to evil.example/now',
  'www.evil-prizes.com',
  'hxxps://evil[.]example',
  'evil\u3002com is yours',
  'mailto:me@evil.example',
  'call 192.0.2.7 now',
  'Ada\u202enoryB',
  'ev\u200bil',
];
const FIELDS = ['name', 'line1', 'line2', 'city', 'postalCode'] as const;

/** A text without a link is accepted, but must not be in a mail either. */
const CALL = 'Call 0900 123';

let shop: RunningShop;
let source = 0;
/** Returns an address that has sent nothing yet, so that no limit by address is reached. */
const fresh = () => `198.51.${Math.floor((source += 1) / 200)}.${source % 200}`;
const place = async (json: OrderBody) => shop.send('POST', '/api/orders', { json, from: fresh() });
const bearer = ({ accessToken }: OrderBody) => ({ authorization: `Bearer ${accessToken}` });

beforeAll(async () => {
  shop = await RunningShop.open();
});
afterAll(async () => shop.close());

describe.each(ADVERTISEMENTS)('the advertisement %j', (text) => {
  test('is refused in every field of an order, by the API and by the storefront, and no mail leaves', async () => {
    const email = `${encodeURIComponent(text).replace(/\W/g, '').toLowerCase()}@victims.example`;
    for (const field of FIELDS) {
      const answer = await place(newOrder(KETTLE, { email, address: { ...HOME, [field]: text } }));
      expect([field, answer.status]).toEqual([field, 400]);
    }
    const browser = new Visitor(shop, fresh());
    await browser.add(KETTLE);
    for (const field of FIELDS) {
      expect([field, (await browser.checkOut({ email, [field]: text })).status]).toEqual([field, 422]);
    }
    expect(await shop.mailsTo(email)).toEqual([]);
  });

  test('is refused as the name of an account and in a changed delivery address', async () => {
    const email = 'unknown@victims.example';
    expect((await new Visitor(shop, fresh()).register({ email, name: text })).status).toBe(422);
    const order = newOrder(KETTLE);
    await place(order);
    await shop.becomes(order.orderId, 'placed');
    const path = `/api/orders/${order.orderId}/delivery`;
    const answer = await shop.send('PUT', path, { json: { ...HOME, name: text }, headers: bearer(order) });
    expect(answer.status).toBe(400);
  });
});

test('a name or an addition without a link is in no mail to an address that no one proved', async () => {
  const email = 'vera@victims.example';
  const address = { ...HOME, name: CALL, line2: CALL };
  const order = newOrder(KETTLE, { email, address });
  const soldOut = newOrder(GRINDER, { email, address, lines: [{ productId: GRINDER, quantity: onHand + 1 }] });
  const cancelled = newOrder(KETTLE, { email, address });
  for (const each of [order, soldOut, cancelled]) expect((await place(each)).status).toBe(202);
  await shop.becomes(soldOut.orderId, 'rejected');
  for (const each of [order, cancelled]) await shop.becomes(each.orderId, 'placed');
  const path = `/api/orders/${order.orderId}`;
  // The mail names street and place of a change, so that the customer notices a redirected parcel.
  const moved = { ...HOME, name: `${CALL} now`, line2: CALL };
  await shop.send('PUT', `${path}/delivery`, { json: moved, headers: bearer(order) });
  await shop.send('POST', `/api/orders/${cancelled.orderId}/cancel`, { json: {}, headers: bearer(cancelled) });
  const mallory = new Visitor(shop, fresh());
  await mallory.register({ email, name: CALL, reminders: 'yes', offers: 'yes' });
  await mallory.submit(await mallory.get('/reset'), '/reset', { email });

  const mails = async () => shop.mailsTo(email);
  const tells = ({ subject, content }: Mail) => `${subject} ${content}`.includes('0900');
  await eventually(async () => (await mails()).length >= 5 || (await mails()).some(tells), 'its mails');
  expect((await mails()).filter(tells)).toEqual([]);
  const subjects = (await mails()).map(({ subject }) => subject.replace(/ [0-9A-Z]{26}/, '')).sort();
  expect(subjects).toEqual([
    'Choose a new password',
    'The delivery address of your order was changed',
    'We cannot deliver your order',
    'Your order',
    'Your order',
  ]);
});

test('mails to one address are limited: those of orders, changes, free payments and resets together', async () => {
  const email = 'flooded@victims.example';
  const orders = Array.from({ length: 12 }, () => newOrder(KETTLE, { email }));
  // One after another: of two that are counted in the same moment, neither sees the other.
  for (const order of orders) {
    expect((await place(order)).status).toBe(202);
    await shop.becomes(order.orderId, 'placed');
  }
  await eventually(async () => (await shop.mailsTo(email)).length >= 5, 'five mails');
  for (const [turn, order] of orders.entries()) {
    const json = { ...HOME, line1: `Way ${turn}` };
    await shop.send('PUT', `/api/orders/${order.orderId}/delivery`, { json, headers: bearer(order), from: fresh() });
    const payment = `/webhooks/payments/demo/checkout/${order.orderId}`;
    await shop.send('POST', payment, { body: '', headers: bearer(order), from: fresh() });
    const visitor = new Visitor(shop, fresh());
    await visitor.submit(await visitor.get('/reset'), '/reset', { email });
  }
  for (const { orderId } of orders) await shop.becomes(orderId, 'shipped');
  // The mails of an order are noted in the same transaction as its state.
  await shop.outboxEmpty();
  // Five about orders, five about delivery addresses; there is no account to reset.
  expect((await shop.mailsTo(email)).length).toBeLessThanOrEqual(10);
});
