import { createHash } from 'crypto';
import { output } from '../../../shop/adapters/log';
import { paymentProviders } from '../../../shop/adapters/payment/providers';
import { DEMO_CHECKOUT, paymentPage } from '../../../shop/domain/payment-page';
import { loadBalancerEvent, sqsEvent } from '../support/events';
import { captured, orderMessage, orderPath } from '../support/order-path';
import { TestShopDatabase } from '../support/shop-database';
import { useShop } from '../support/use-shop';

describe('the demonstration\'s payment page', () => {
  let shop: TestShopDatabase;
  let path: ReturnType<typeof orderPath>;
  let orderId: string;
  useShop((made) => { shop = made; });
  beforeEach(async () => {
    path = orderPath(shop.store, { SHOP_NAME: '<Bean & Leaf>' }, paymentProviders({ provider: 'demo' }));
    const order = orderMessage(await shop.product({ priceMinor: 1250 }), { quantity: 2 });
    orderId = order.orderId;
    await path.process(sqsEvent([order]));
  });

  const call = async (method: string, id = orderId) => path.pay(loadBalancerEvent(method, `${DEMO_CHECKOUT}/${id}`, {
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  }));
  const order = async () => shop.store.read.orders.find(orderId);
  const become = async (state: string) => shop.query('update orders set state = $1 where id = $2', [state, orderId]);

  test('names amount and order, says that no money is charged, and has one button', async () => {
    const { statusCode, headers, body = '' } = await call('GET');
    expect(statusCode).toBe(200);
    expect(headers?.['content-type']).toBe('text/html; charset=utf-8');
    expect(headers?.['cache-control']).toBe('private, no-store');
    expect(body).toContain('<html lang="en">');
    expect(body).toContain('€25.00');
    expect(body).toContain(orderId);
    expect(body).toContain('No money is charged');
    expect(body.match(/<button/g)).toHaveLength(1);
    expect(body).toContain(`<form method="post" action="${DEMO_CHECKOUT}/${orderId}">`);
    expect(body).toContain('&lt;Bean &amp; Leaf&gt;');
    expect(body).not.toMatch(/<script|<Bean/);
    expect((await order())?.state).toBe('placed');
  });

  test('lets nothing onto the page but its own style', async () => {
    const { headers, body = '' } = await call('GET');
    const policy = String(headers?.['content-security-policy']);
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("form-action 'self'");
    const style = /<style>([\s\S]*)<\/style>/.exec(body)?.[1] ?? '';
    expect(policy).toContain(`style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'`);
    expect(headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'x-frame-options': 'DENY' });
  });

  test('the button pays by a signed event, as a provider would, and leads to the order', async () => {
    expect(await call('POST')).toMatchObject({ statusCode: 303, headers: { location: `/orders/${orderId}` } });
    expect(await order()).toMatchObject({ state: 'paid', test: true });
    const [{ raw_body: raw, outcome }] = await shop.query<{ raw_body: string; outcome: string }>('select raw_body, outcome from webhook_event where event_id = $1', [`demo-${orderId}`]);
    expect(JSON.parse(raw)).toMatchObject({ type: 'payment.captured', data: { orderId, amountMinor: 2500, currency: 'EUR' } });
    expect(outcome).toBe('handled');
    expect(path.metrics.counted).toContainEqual(['Revenue', 2500, { currency: 'EUR', mode: 'test' }]);
    await path.ship(sqsEvent(path.topics.of('orders', 'order.paid')));
    expect(await shop.store.read.shipments.find(orderId)).toMatchObject({ test: true });
  });

  test('pressed twice, also at once, it pays once', async () => {
    const answers = await Promise.all([call('POST'), call('POST')]);
    answers.push(await call('POST'));
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([303, 303, 303]);
    expect(await shop.query('select 1 from payment where order_id = $1', [orderId])).toHaveLength(1);
    expect(path.topics.of('orders', 'order.paid')).toHaveLength(1);
  });

  test.each(['paid', 'packed', 'shipped', 'delivered'])('an order that is %s leads to its page', async (state) => {
    await become(state);
    for (const method of ['GET', 'POST']) expect(await call(method)).toMatchObject({ statusCode: 303, headers: { location: `/orders/${orderId}` } });
    expect(await shop.query('select 1 from payment where order_id = $1', [orderId])).toEqual([]);
  });

  test.each([
    ['expired', 'waited too long'], ['rejected', 'could not be taken'], ['cancelled', 'was cancelled'], ['refund_due', 'is being returned'], ['refunded', 'was returned'],
  ])('an order that is %s takes no payment, and the page says why', async (state, why) => {
    await become(state);
    for (const method of ['GET', 'POST']) {
      const { statusCode, body } = await call(method);
      expect(statusCode).toBe(409);
      expect(body).toContain(why);
    }
    expect(await shop.query('select 1 from payment where order_id = $1', [orderId])).toEqual([]);
  });

  test.each(['01J8Z0000000000000000MSSNG', 'x', '%3Cscript%3E', "'%20or%201=1"])('no order %s', async (id) => {
    for (const method of ['GET', 'POST']) {
      const { statusCode, body } = await call(method, id);
      expect(statusCode).toBe(404);
      expect(body).not.toContain('<script');
    }
  });

  test('an order that changes between page and click is not paid wrongly', async () => {
    // As if the total had been changed right after it was read.
    const orders = { ...shop.store.read.orders, find: async (id: string) => ({ ...(await shop.store.read.orders.find(id))!, totalMinor: 1 }) };
    const changed = { read: { ...shop.store.read, orders }, transaction: shop.store.transaction.bind(shop.store), close: async () => undefined };
    path = orderPath(changed, {}, paymentProviders({ provider: 'demo' }));
    const { statusCode, body } = await call('POST');
    expect(statusCode).toBe(409);
    expect(body).toContain('does not fit the order');
    expect((await order())?.state).toBe('placed');
  });

  describe('which provider decides which routes there are', () => {
    test('with a real one the demonstration is gone, page and webhook', async () => {
      path = orderPath(shop.store, {}, paymentProviders({ provider: 'signed' }));
      expect((await call('GET')).statusCode).toBe(404);
      expect((await call('POST')).statusCode).toBe(404);
      expect((await path.webhook(captured(orderId, 2500), 'demo')).statusCode).toBe(404);
      expect((await order())?.state).toBe('placed');
      expect((await path.webhook(captured(orderId, 2500), 'signed')).statusCode).toBe(200);
      expect(await order()).toMatchObject({ state: 'paid', test: false });
      expect(path.metrics.counted).toContainEqual(['Revenue', 2500, { currency: 'EUR', mode: 'live' }]);
    });

    test('with the demonstration nobody else is', async () => {
      expect((await path.webhook(captured(orderId, 2500), 'signed')).statusCode).toBe(404);
      expect((await path.webhook(captured(orderId, 2500), 'demo')).statusCode).toBe(200);
    });

    test('and where customers are sent to pay', () => {
      expect(paymentPage({ provider: 'demo' }, 'O1')).toBe(`${DEMO_CHECKOUT}/O1`);
      expect(paymentPage({ provider: 'signed', pageUrl: 'https://pay.example/{orderId}?o={orderId}' }, 'O 1')).toBe('https://pay.example/O%201?o=O%201');
      expect(paymentPage({ provider: 'signed' }, 'O1')).toBeUndefined();
    });

    test.each([
      [{ SHOP_URL: 'https://shop.example' }, `https://shop.example${DEMO_CHECKOUT}/`],
      [{ PAYMENT_PROVIDER: 'signed', PAYMENT_PAGE_URL: 'https://pay.example/{orderId}' }, 'https://pay.example/'],
      [{}, undefined],
    ])('the mail that confirms the order leads there: %j', async (environment, start) => {
      path = orderPath(shop.store, environment as Record<string, string>);
      const message = orderMessage(await shop.product());
      await path.process(sqsEvent([message]));
      const links = /https:\/\/\S+/.exec(path.mailbox.mails[0].text)?.[0];
      expect(links).toBe(start && `${start}${message.orderId}`);
    });
  });

  test('refused events and those that differ are counted apart, and logged as the filters read them', async () => {
    path = orderPath(shop.store);
    const body = JSON.stringify(captured(orderId, 2500));
    await path.pay(loadBalancerEvent('POST', '/webhooks/payments/signed', { body, headers: { 'x-payment-signature': 't=1,v1=00' } }));
    await path.webhook(captured(orderId, 1));
    expect([path.metrics.sum('PaymentFailures'), path.metrics.sum('WebhooksRefused')]).toEqual([1, 1]);
    for (const event of ['payment.refused', 'payment.mismatch']) {
      expect(output.line).toHaveBeenCalledWith(expect.stringContaining(`"event":"${event}"`));
    }
  });
});
