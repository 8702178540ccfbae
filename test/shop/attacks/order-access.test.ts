import { HOME, newOrder, OrderBody, RunningShop } from './running-shop';
import { Visitor } from './visitor';
import { DEMO_PRODUCTS } from '../../../shop/migrations/demo-catalogue';
import { eventually } from '../local/local-process';

const [{ id: KETTLE }, { id: GRINDER }] = DEMO_PRODUCTS;

const VICTIM = 'vera@victims.example';
const ASIDE = `?email=${encodeURIComponent(VICTIM)}`;
const ELSEWHERE = { ...HOME, name: 'Mallory', line1: 'Dark Alley 13', city: 'Hamburg' };

let shop: RunningShop;
let order: OrderBody;
let first: { readonly status: number; readonly location: string | null; readonly body: unknown };

const answerOf = async (response: Response) => ({
  status: response.status,
  location: response.headers.get('location'),
  body: (await response.json()) as unknown,
});
const place = async (body: OrderBody) => answerOf(await shop.send('POST', '/api/orders', { json: body }));
const bearer = ({ accessToken }: OrderBody) => ({ authorization: `Bearer ${accessToken}` });

beforeAll(async () => {
  shop = await RunningShop.open();
  order = newOrder(KETTLE, { email: VICTIM });
  first = await place(order);
  await shop.becomes(order.orderId, 'placed');
});
afterAll(async () => shop.close());

/** Expects that the victim's order has not changed. */
async function expectUntouched(): Promise<void> {
  expect(await shop.order(order.orderId)).toMatchObject({ email: VICTIM, address: HOME, state: 'placed' });
  expect(await shop.lineOf(order.orderId)).toMatchObject([{ productId: KETTLE, quantity: 1 }]);
}

test('an e-mail address opens no order, lists none, redirects no parcel and cancels nothing', async () => {
  const own = newOrder(GRINDER, { email: VICTIM });
  expect((await place(own)).status).toBe(202);
  await shop.becomes(own.orderId, 'placed');
  const attempts = [
    await shop.send('GET', `/api/orders/${own.orderId}/history${ASIDE}`),
    await shop.send('GET', `/api/orders/${own.orderId}/history${ASIDE}`, { headers: bearer(own) }),
    await shop.send('GET', `/api/orders${ASIDE}`),
    await shop.send('GET', '/api/orders', { headers: bearer(own) }),
    await shop.send('GET', `/api/orders/${order.orderId}${ASIDE}`),
    await shop.send('GET', `/api/orders/${order.orderId}`, { headers: bearer(own) }),
    await shop.send('PUT', `/api/orders/${order.orderId}/delivery${ASIDE}`, { json: ELSEWHERE }),
    await shop.send('PUT', `/api/orders/${order.orderId}/delivery`, { json: ELSEWHERE, headers: bearer(own) }),
    await shop.send('POST', `/api/orders/${order.orderId}/cancel${ASIDE}`, { json: {} }),
    await shop.send('POST', `/api/orders/${order.orderId}/cancel`, { json: {}, headers: bearer(own) }),
  ];
  for (const attempt of attempts) {
    const text = await attempt.text();
    expect([400, 401, 404]).toContain(attempt.status);
    for (const secret of [order.orderId, VICTIM, HOME.line1, HOME.name]) expect(text).not.toContain(secret);
  }
  await expectUntouched();
});

test('a repeated order with another access token gets the same answer, changes nothing and opens nothing', async () => {
  const again = newOrder(GRINDER, { orderId: order.orderId, email: 'mallory@attackers.example', address: ELSEWHERE });
  expect(await place(again)).toEqual(first);
  // A later order is in the table, so the queue has processed the repetition.
  const later = newOrder(GRINDER);
  await place(later);
  await shop.becomes(later.orderId, 'placed');
  await expectUntouched();
  const path = `/api/orders/${order.orderId}`;
  expect((await shop.send('GET', path, { headers: bearer(again) })).status).toBe(404);
  const opened = await shop.send('GET', path, { headers: bearer(order) });
  expect([opened.status, await opened.json()]).toMatchObject([200, { id: order.orderId, address: HOME }]);
});

test('an account with the e-mail address of a guest shows no order of the guest', async () => {
  const mallory = new Visitor(shop, '203.0.113.66');
  expect((await mallory.register({ email: VICTIM })).status).toBe(303);
  const account = await mallory.get('/account');
  expect(account.status).toBe(200);
  const pages = [account, await mallory.get('/account/addresses'), await mallory.get(`/orders/${order.orderId}`)];
  for (const page of pages) {
    expect(page.text).not.toContain(HOME.line1);
    expect(page.text).not.toContain(`/orders/${order.orderId}`);
  }
  expect((await mallory.get(`/orders/${order.orderId}`)).status).toBe(404);
  expect(await mallory.get('/api/orders')).toMatchObject({ status: 200, text: '{"orders":[]}' });
  expect((await mallory.get(`/api/orders/${order.orderId}`)).status).toBe(404);
});

test('the number of an order alone opens neither its page, nor the API, nor the payment page', async () => {
  const stranger = new Visitor(shop, '203.0.113.67');
  const payment = `/webhooks/payments/demo/checkout/${order.orderId}`;
  const { orderId } = order;
  const paths = [`/orders/${orderId}`, `/orders/${orderId}/delivery`, payment, `/api/orders/${orderId}`];
  for (const path of paths) {
    const page = await stranger.get(path);
    expect([path, page.status]).toEqual([path, 404]);
    expect(page.text).not.toMatch(/Quiet Lane|64[.,]90/);
  }
  expect((await shop.send('POST', payment, { body: '' })).status).toBe(404);
  await expectUntouched();
});

test('a guest finds the order in another browser by the link of its mail, or by number and code', async () => {
  const guest = new Visitor(shop, '203.0.113.68');
  await guest.add(GRINDER);
  const { location } = await guest.checkOut({ email: 'guest@buyers.example' });
  const number = location.replace('/orders/', '');
  await shop.becomes(number, 'placed');
  // The mail leaves after the order is in the database.
  const mails = async () => shop.mailsTo('guest@buyers.example');
  await eventually(async () => (await mails()).length > 0, 'the mail of the order');
  const [mail] = await mails();
  const [link = '', token = ''] = /\/find-order\?order=\w+&#38;token=([\w-]+)/.exec(mail?.content ?? '') ?? [];

  const phone = new Visitor(shop, '203.0.113.69');
  const opened = await phone.get(link.replace('&#38;', '&'));
  // The address that the browser shows afterwards does not have the access token.
  expect([opened.status, opened.location]).toEqual([303, `/orders/${number}`]);
  expect((await phone.get(opened.location)).text).toContain('Main Street 1');

  const tablet = new Visitor(shop, '203.0.113.70');
  const form = await tablet.get('/find-order');
  expect((await tablet.submit(form, '/find-order', { order: number, token: `${token}x` })).status).toBe(404);
  expect((await tablet.submit(form, '/find-order', { order: number, token })).location).toBe(`/orders/${number}`);
  expect((await tablet.get(`/orders/${number}`)).text).toContain('Main Street 1');
});
