import { loadConfig } from '../../../shop/adapters/configuration/load-config';
import { signatureHeader, SignedHeaderProvider } from '../../../shop/adapters/payment/signed-header';
import { log } from '../../../shop/adapters/telemetry/log';
import { OutboxRelay } from '../../../shop/application/outbox/outbox-relay';
import { createHandler } from '../../../shop/handlers/payment-verification';
import { loadBalancerEvent, sqsEvent } from '../support/events';
import { captured, orderMessage, orderPath, SECRET } from '../support/order-path';
import { TestShopDatabase } from '../support/shop-database';
import { useShop } from '../support/use-shop';

const PATH = '/webhooks/payments/signed';

describe('payment verification', () => {
  let shop: TestShopDatabase;
  let path: ReturnType<typeof orderPath>;
  let orderId: string;
  useShop((made) => {
    shop = made;
  });
  beforeEach(async () => {
    path = orderPath(shop.store);
    const order = orderMessage(await shop.product());
    orderId = order.orderId;
    await path.process(sqsEvent([order]));
  });

  const send = async (body: Buffer | string, header?: string, provider = PATH) => {
    const headers: Record<string, string> = header === undefined ? {} : { 'X-Payment-Signature': header };
    return (await path.pay(loadBalancerEvent('POST', provider, { body, headers, base64: Buffer.isBuffer(body) })))
      .statusCode;
  };
  const signed = (body: Buffer | string, secret = SECRET, at = new Date()) =>
    signatureHeader(secret, at, Buffer.from(body));
  const state = async () => (await shop.store.read.orders.find(orderId))?.state;
  const event = (id: string) =>
    shop.query('select outcome, reason, raw_body from webhook_event where event_id = $1', [id]);

  test('the bytes of a base64 body are verified', async () => {
    const body = Buffer.from(JSON.stringify({ ...captured(orderId, 1000), note: 'Grüße' }));
    expect(await send(body, signed(body))).toBe(200);
    expect(await state()).toBe('paid');
  });

  test('the wrong secret, a changed body and a missing or broken signature are refused', async () => {
    const body = JSON.stringify(captured(orderId, 1000));
    const good = signed(body);
    for (const header of [
      undefined,
      '',
      'nonsense',
      't=abc,v1=00',
      't=1',
      signed(body, 'another'),
      signed(body.replace('1000', '1')),
      good.replace(/t=\d/, 't=2'),
    ]) {
      expect(await send(body, header)).toBe(401);
    }
    expect(await state()).toBe('placed');
    expect(await event((JSON.parse(body) as { id: string }).id)).toEqual([]);
  });

  test('a signature is valid for five minutes in either direction', async () => {
    const body = JSON.stringify(captured(orderId, 1000));
    path.clock.stop();
    const from = (milliseconds: number) => new Date(path.clock.now().getTime() + milliseconds);
    expect(await send(body, signed(body, SECRET, from(-302_000)))).toBe(401);
    expect(await send(body, signed(body, SECRET, from(303_000)))).toBe(401);
    expect(await state()).toBe('placed');
    expect(await send(body, signed(body, SECRET, from(-290_000)))).toBe(200);
  });

  test('during a rotation one valid signature is enough', async () => {
    const body = JSON.stringify(captured(orderId, 1000));
    expect(await send(body, `${signed(body, 'old')},${signed(body).split(',')[1]}`)).toBe(200);
  });

  test('a repeated event is answered and changes nothing', async () => {
    const body = JSON.stringify(captured(orderId, 1000));
    expect([await send(body, signed(body)), await send(body, signed(body))]).toEqual([200, 200]);
    expect(await shop.query('select 1 from payment where order_id = $1', [orderId])).toHaveLength(1);
    expect(path.topics.of('orders', 'order.paid')).toHaveLength(1);
  });

  test('a payment is not refused because its secret cannot be read', async () => {
    const handler = createHandler(() => ({
      config: loadConfig({}),
      store: shop.store,
      migrations: path.migrations,
      clock: path.clock,
      relay: new OutboxRelay({ store: shop.store, log, kinds: [] }),
      providers: [new SignedHeaderProvider('signed', false)],
      secrets: async () => {
        throw new Error('unavailable');
      },
    }));
    expect(await handler(loadBalancerEvent('POST', PATH, { body: '{}' }))).toMatchObject({ statusCode: 503 });
  });

  test('a body that is too large is answered 413 before it is verified', async () => {
    const body = 'x'.repeat(256 * 1024 + 1);
    expect(await send(body, signed(body))).toBe(413);
  });

  test('a signed but malformed event is answered 400', async () => {
    const event_ = captured(orderId, 1000);
    for (const content of [
      '',
      'no json',
      '[]',
      '{"id":"a"}',
      { ...event_, data: undefined },
      { ...event_, data: { ...event_.data, amountMinor: 10.5 } },
    ]) {
      const body = typeof content === 'string' ? content : JSON.stringify(content);
      expect(await send(body, signed(body))).toBe(400);
    }
  });

  test.each([
    [
      'an unknown kind of event',
      'event type',
      (id: string) => ({ id, type: 'invoice.created', data: { any: 'thing' } }),
    ],
    ['an unknown order', 'no such order', (id: string) => captured('not-an-order', 1000, { id })],
    ['a wrong amount', 'amount differs', (id: string) => captured(orderId, 999, { id })],
    ['a wrong currency', 'amount differs', (id: string) => captured(orderId, 1000, { id, currency: 'USD' })],
  ])('%s is kept as unknown', async (_, reason, make) => {
    const id = `evt_${orderId}_${reason}`;
    const body = JSON.stringify(make(id));
    expect(await send(body, signed(body))).toBe(200);
    expect(await event(id)).toEqual([{ outcome: 'unknown', reason, raw_body: body }]);
    expect(await state()).toBe('placed');
    expect(path.topics.of('orders', 'order.paid', 'order.refund_due')).toEqual([]);
    await shop.query('delete from webhook_event');
  });

  test('a second payment of the same order is to be refunded and does not change the order', async () => {
    await path.webhook(captured(orderId, 1000));
    await path.webhook(captured(orderId, 1000, { reference: `second_${orderId}` }));
    expect(await state()).toBe('paid');
    expect(path.topics.of('orders', 'order.refund_due').map(({ payload }) => payload.reference)).toEqual([
      `second_${orderId}`,
    ]);
  });

  test('a payment of a rejected order is to be refunded', async () => {
    await shop.query("update orders set state = 'rejected' where id = $1", [orderId]);
    await path.webhook(captured(orderId, 1000));
    expect(await state()).toBe('refund_due');
  });

  test('the demonstration provider marks the order as a test', async () => {
    await path.webhook(captured(orderId, 1000), 'demo');
    expect(await shop.store.read.orders.find(orderId)).toMatchObject({ state: 'paid', test: true });
    await path.ship(sqsEvent(path.topics.of('orders', 'order.paid')));
    expect(await shop.store.read.shipments.find(orderId)).toMatchObject({ test: true });
  });

  test('a provider that is not configured is answered 404', async () => {
    const body = JSON.stringify(captured(orderId, 1000));
    expect(await send(body, signed(body), '/webhooks/payments/other')).toBe(404);
    expect(await send(body, signed(body), '/webhooks/payments')).toBe(404);
  });

  test('a reservation that is missing in the stock row fails the payment, and nothing is written', async () => {
    await shop.query('update stock set reserved = 0');
    const body = JSON.stringify(captured(orderId, 1000, { id: 'evt_broken' }));
    expect(await send(body, signed(body))).toBe(500);
    expect(await state()).toBe('placed');
    expect(await event('evt_broken')).toEqual([]);
  });
});
