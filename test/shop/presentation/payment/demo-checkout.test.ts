import { createHash } from 'crypto';
import { ulid } from 'ulid';
import { paymentProviders } from '../../../../shop/adapters/payment/providers';
import { output } from '../../../../shop/adapters/telemetry/log';
import { openSession } from '../../../../shop/domain/accounts/session';
import { newAccessToken } from '../../../../shop/domain/orders/order-access';
import { OrderMessage } from '../../../../shop/domain/orders/order-message';
import { DEMO_CHECKOUT, paymentPage } from '../../../../shop/domain/payments/payment-page';
import { loadBalancerEvent, sqsEvent } from '../../support/events';
import { captured, orderMessage, orderPath } from '../../support/order-path';
import { TestShopDatabase } from '../../support/shop-database';
import { useShop } from '../../support/use-shop';
import { writing } from '../../support/writing';

describe("the demonstration's payment page", () => {
  let shop: TestShopDatabase;
  let path: ReturnType<typeof orderPath>;
  let orderId: string;
  let accessToken: string;
  useShop((made) => {
    shop = made;
  });
  beforeEach(async () => {
    path = orderPath(shop.store, { SHOP_NAME: '<Bean & Leaf>' }, paymentProviders({ provider: 'demo' }));
    ({ orderId, accessToken } = await place());
  });

  const place = async (more: Partial<OrderMessage> = {}) => {
    // A different e-mail address for each order, because mails to one address are limited.
    const email = `${ulid().toLowerCase()}@example.com`;
    const order = orderMessage(await shop.product({ priceMinor: 1250 }), { quantity: 2, email, ...more });
    await path.process(sqsEvent([order]));
    return order;
  };
  const form = { 'content-type': 'application/x-www-form-urlencoded' };
  const ask = async (method: string, id: string, headers: Readonly<Record<string, string>>) =>
    path.pay(loadBalancerEvent(method, `${DEMO_CHECKOUT}/${id}`, { headers: { ...form, ...headers } }));
  /** Sends a request with the order's access token. */
  const call = async (method: string, id = orderId) => ask(method, id, { authorization: `Bearer ${accessToken}` });
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

  test("the content security policy allows the page's style and nothing else", async () => {
    const { headers, body = '' } = await call('GET');
    const policy = String(headers?.['content-security-policy']);
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("form-action 'self'");
    const style = /<style>([\s\S]*)<\/style>/.exec(body)?.[1] ?? '';
    expect(policy).toContain(`style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'`);
    expect(headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'x-frame-options': 'DENY' });
  });

  test('the button pays by a signed event, as a payment provider does, and redirects to the order', async () => {
    expect(await call('POST')).toMatchObject({ statusCode: 303, headers: { location: `/orders/${orderId}` } });
    expect(await order()).toMatchObject({ state: 'paid', test: true });
    const [{ raw_body: raw, outcome }] = await shop.query<{ raw_body: string; outcome: string }>(
      'select raw_body, outcome from webhook_event where event_id = $1',
      [`demo-${orderId}`],
    );
    expect(JSON.parse(raw)).toMatchObject({
      type: 'payment.captured',
      data: { orderId, amountMinor: 2500, currency: 'EUR' },
    });
    expect(outcome).toBe('handled');
    expect(path.metrics.counted).toContainEqual(['Revenue', 2500, { currency: 'EUR', mode: 'test' }]);
    await path.ship(sqsEvent(path.topics.of('orders', 'order.paid')));
    expect(await shop.store.read.shipments.find(orderId)).toMatchObject({ test: true });
  });

  test('two clicks, also at the same time, pay once', async () => {
    const answers = await Promise.all([call('POST'), call('POST')]);
    answers.push(await call('POST'));
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([303, 303, 303]);
    expect(await shop.query('select 1 from payment where order_id = $1', [orderId])).toHaveLength(1);
    expect(path.topics.of('orders', 'order.paid')).toHaveLength(1);
  });

  test.each(['paid', 'packed', 'shipped', 'delivered'])('an order that is %s redirects to its page', async (state) => {
    await become(state);
    for (const method of ['GET', 'POST']) {
      expect(await call(method)).toMatchObject({ statusCode: 303, headers: { location: `/orders/${orderId}` } });
    }
    expect(await shop.query('select 1 from payment where order_id = $1', [orderId])).toEqual([]);
  });

  test.each([
    ['expired', 'waited too long'],
    ['rejected', 'could not be taken'],
    ['cancelled', 'was cancelled'],
    ['refund_due', 'is being returned'],
    ['refunded', 'was returned'],
  ])('an order that is %s takes no payment, and the page says why', async (state, why) => {
    await become(state);
    for (const method of ['GET', 'POST']) {
      const { statusCode, body } = await call(method);
      expect(statusCode).toBe(409);
      expect(body).toContain(why);
    }
    expect(await shop.query('select 1 from payment where order_id = $1', [orderId])).toEqual([]);
  });

  describe("needs proof that the order is the visitor's", () => {
    const sessionOf = async (customerId?: string, now = path.clock.now()) => {
      const { token, session } = openSession({ customerId }, now);
      await writing(shop.store).sessions.insert(session);
      return `__Host-session=${token}`;
    };
    const statuses = async (headers: Readonly<Record<string, string>>, id = orderId) => [
      (await ask('GET', id, headers)).statusCode,
      (await ask('POST', id, headers)).statusCode,
    ];
    const customer = async () => {
      const id = ulid();
      await writing(shop.store).customers.insert({
        id,
        email: `${id}@example.com`,
        name: 'Ada',
        role: 'customer',
        locale: 'en',
      });
      return id;
    };

    test('the cookie of the browser that ordered, the access token, or the session of its account', async () => {
      const [other, customerId] = [await place(), await customer()];
      const entries = [other, { orderId, accessToken }].map((each) => each.orderId + each.accessToken);
      expect(await statuses({ cookie: `theme=dark; __Host-orders=${entries.join('.')}` })).toEqual([200, 303]);
      const bearer = await place();
      expect(await statuses({ authorization: `bearer ${bearer.accessToken}` }, bearer.orderId)).toEqual([200, 303]);
      const owned = await place({ internal: { customerId } });
      expect(await statuses({ cookie: await sessionOf(customerId) }, owned.orderId)).toEqual([200, 303]);
    });

    test('without proof the order is not found, and nothing is paid', async () => {
      const [customerId, stranger] = [await customer(), await customer()];
      const owned = await place({ internal: { customerId } });
      const wrong = newAccessToken();
      const refused: readonly Readonly<Record<string, string>>[] = [
        {},
        { authorization: `Bearer ${wrong}` },
        { authorization: `Basic ${accessToken}` },
        { authorization: accessToken },
        { cookie: `__Host-orders=${orderId}${wrong}` },
        { cookie: `__Host-orders=${orderId}` },
        { cookie: `orders=${orderId}${accessToken}` },
        // The access token of another order.
        { cookie: `__Host-orders=${orderId}${owned.accessToken}` },
        { cookie: '__Host-orders=%' },
        { cookie: await sessionOf() },
        { cookie: await sessionOf(stranger) },
      ];
      for (const headers of refused) {
        expect({ headers, statuses: await statuses(headers) }).toEqual({ headers, statuses: [404, 404] });
      }
      const ended = await sessionOf(customerId, new Date(0));
      expect(await statuses({ cookie: ended }, owned.orderId)).toEqual([404, 404]);
      const { body } = await ask('GET', orderId, {});
      expect(body).toBe((await ask('GET', ulid(), {})).body);
      expect(body).not.toContain('€');
      expect((await order())?.state).toBe('placed');
    });

    test('over plain HTTP on a laptop the cookies have other names', async () => {
      path = orderPath(shop.store, { INSECURE_COOKIES: 'true' }, paymentProviders({ provider: 'demo' }));
      expect(await statuses({ cookie: `__Host-orders=${orderId}${accessToken}` })).toEqual([404, 404]);
      expect(await statuses({ cookie: `orders=${orderId}${accessToken}` })).toEqual([200, 303]);
    });
  });

  test.each(['01J8Z0000000000000000MSSNG', 'x', '%3Cscript%3E', "'%20or%201=1"])(
    'order %s is not found',
    async (id) => {
      for (const method of ['GET', 'POST']) {
        const { statusCode, body } = await call(method, id);
        expect(statusCode).toBe(404);
        expect(body).not.toContain('<script');
      }
    },
  );

  test('an order that changes between page and click is not paid wrongly', async () => {
    // As if the total had been changed right after it was read.
    const orders = {
      ...shop.store.read.orders,
      find: async (id: string) => ({ ...(await shop.store.read.orders.find(id))!, totalMinor: 1 }),
    };
    const changed = {
      read: { ...shop.store.read, orders },
      write: shop.store.write,
      transaction: shop.store.transaction.bind(shop.store),
      close: async () => undefined,
    };
    path = orderPath(changed, {}, paymentProviders({ provider: 'demo' }));
    const { statusCode, body } = await call('POST');
    expect(statusCode).toBe(409);
    expect(body).toContain('does not fit the order');
    expect((await order())?.state).toBe('placed');
  });

  describe('the configured payment provider', () => {
    test('with a real provider the demonstration has neither page nor webhook', async () => {
      path = orderPath(shop.store, {}, paymentProviders({ provider: 'signed' }));
      expect((await call('GET')).statusCode).toBe(404);
      expect((await call('POST')).statusCode).toBe(404);
      expect((await path.webhook(captured(orderId, 2500), 'demo')).statusCode).toBe(404);
      expect((await order())?.state).toBe('placed');
      expect((await path.webhook(captured(orderId, 2500), 'signed')).statusCode).toBe(200);
      expect(await order()).toMatchObject({ state: 'paid', test: false });
      expect(path.metrics.counted).toContainEqual(['Revenue', 2500, { currency: 'EUR', mode: 'live' }]);
    });

    test('with the demonstration no other provider has a webhook', async () => {
      expect((await path.webhook(captured(orderId, 2500), 'signed')).statusCode).toBe(404);
      expect((await path.webhook(captured(orderId, 2500), 'demo')).statusCode).toBe(200);
    });

    test('it decides the address of the payment page', () => {
      expect(paymentPage({ provider: 'demo' }, 'O1')).toBe(`${DEMO_CHECKOUT}/O1`);
      expect(paymentPage({ provider: 'signed', pageUrl: 'https://pay.example/{orderId}?o={orderId}' }, 'O 1')).toBe(
        'https://pay.example/O%201?o=O%201',
      );
      expect(paymentPage({ provider: 'signed' }, 'O1')).toBeUndefined();
    });

    // The demonstration's page needs the access token, so the link goes to the page that finds orders.
    test.each([
      [{ SHOP_URL: 'https://shop.example' }, 'https://shop.example/find-order?order=ID&to=payment&token=SECRET'],
      [{ PAYMENT_PROVIDER: 'signed', PAYMENT_PAGE_URL: 'https://pay.example/{orderId}' }, 'https://pay.example/ID'],
      [{}, undefined],
    ])('the confirmation mail links to the payment page: %j', async (environment, link) => {
      path = orderPath(shop.store, environment as Record<string, string>);
      const message = await place();
      const [, found] = /Pay \S+: (\S+)/.exec(path.mailbox.mails[0].text) ?? [];
      expect(found?.replace(message.orderId, 'ID').replace(message.accessToken, 'SECRET')).toBe(link);
    });
  });

  test('refused and mismatching events are counted apart, and logged as the metric filters read them', async () => {
    path = orderPath(shop.store);
    const body = JSON.stringify(captured(orderId, 2500));
    await path.pay(
      loadBalancerEvent('POST', '/webhooks/payments/signed', { body, headers: { 'x-payment-signature': 't=1,v1=00' } }),
    );
    await path.webhook(captured(orderId, 1));
    expect([path.metrics.sum('PaymentFailures'), path.metrics.sum('WebhooksRefused')]).toEqual([1, 1]);
    for (const event of ['payment.refused', 'payment.mismatch']) {
      expect(output.line).toHaveBeenCalledWith(expect.stringContaining(`"event":"${event}"`));
    }
  });
});
