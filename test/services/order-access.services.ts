import { ALBResult, SQSBatchResponse } from 'aws-lambda';
import { ulid } from 'ulid';
import { onEachEngine } from './support/engines';
import { orderFor, ShopWorld } from './support/shop-world';
import { PAYMENT_SECRET } from './support/stand-ins';
import { figure } from './support/test-folder';
import { signatureHeader } from '../../shop/adapters/payment/signed-header';
import { OrderMessage } from '../../shop/domain/orders/order-message';
import { loadBalancerEvent, sqsEvent } from '../shop/support/events';
import { captured } from '../shop/support/order-path';

const MINUTE = { time: '2026-11-23T03:01:00Z' };
const MANY = 230;
const AT_ONCE = 8;

onEachEngine(({ engine, world: startWorld }) => {
  /** Functions one after another, as if each queue had one message. */
  const shopOf = ({ functions, checks: books }: ShopWorld) => ({
    process: async (order: OrderMessage, environment = 0) =>
      functions.invoke<SQSBatchResponse>('order-processing', sqsEvent([order]), environment),
    api: async (method: string, path: string, token?: string, body?: object) => {
      const proof: Record<string, string> = token === undefined ? {} : { authorization: `Bearer ${token}` };
      const options = {
        headers: { 'content-type': 'application/json', ...proof },
        body: body === undefined ? '' : JSON.stringify(body),
      };
      return functions.invoke<ALBResult>('store-api', loadBalancerEvent(method, path, options));
    },
    pay: async ({ orderId }: OrderMessage) => {
      const body = Buffer.from(JSON.stringify(captured(orderId, 1_000)));
      const headers = { 'x-payment-signature': signatureHeader(PAYMENT_SECRET, new Date(), body) };
      const event = loadBalancerEvent('POST', '/webhooks/payments/signed', { body, base64: true, headers });
      return functions.invoke<ALBResult>('payment-verification', event);
    },
    paid: async ({ orderId }: OrderMessage) =>
      functions.invoke<SQSBatchResponse>(
        'shipping-notification',
        sqsEvent([{ eventId: ulid(), kind: 'order.paid', payload: { orderId } }]),
      ),
    minute: async () => functions.invoke('scheduled-tasks', MINUTE),
    row: async ({ orderId }: OrderMessage) =>
      (
        await books.rows<Record<string, unknown>>(
          `select state, city, access_copy, delivery_changed_at from orders where id = '${orderId}'`,
        )
      )[0],
  });

  test('an order is read, changed and cancelled with its access token; after a change it is packed later', async () => {
    const world = await startWorld({ environment: { DELIVERY_CHANGE_DELAY_SECONDS: '3600' } });
    const { checks: books, cloud } = world;
    const shop = shopOf(world);
    const product = await books.addProduct({ onHand: 100 });
    const [changed, cancelled] = [orderFor(product, { orderId: ulid() }), orderFor(product, { orderId: ulid() })];
    for (const order of [changed, cancelled]) expect(await shop.process(order)).toEqual({ batchItemFailures: [] });

    const path = `/api/orders/${changed.orderId}`;
    const there = { ...changed.address, city: 'Hamburg' };
    for (const token of [undefined, cancelled.accessToken]) {
      expect((await shop.api('GET', path, token)).statusCode).toBe(404);
      expect((await shop.api('PUT', `${path}/delivery`, token, there)).statusCode).toBe(404);
    }
    expect((await shop.api('PUT', `${path}/delivery`, changed.accessToken, there)).statusCode).toBe(200);
    const shown = await shop.api('GET', path, changed.accessToken);
    expect(JSON.parse(shown.body ?? '')).toMatchObject({ state: 'placed', address: there });

    expect((await shop.pay(changed)).statusCode).toBe(200);
    expect(await shop.paid(changed)).toEqual({ batchItemFailures: [] });
    await shop.minute();
    const changedAt: unknown = expect.anything();
    expect(await shop.row(changed)).toMatchObject({ state: 'paid', city: 'Hamburg', delivery_changed_at: changedAt });
    await books.rows("update orders set delivery_changed_at = delivery_changed_at - interval '2' hour");
    await shop.minute();
    expect(await shop.row(changed)).toMatchObject({ state: 'packed' });

    expect(await shop.row(cancelled)).toMatchObject({ state: 'placed', access_copy: expect.stringMatching(/^v1\./) });
    const cancel = `/api/orders/${cancelled.orderId}/cancel`;
    expect((await shop.api('POST', cancel, cancelled.accessToken, {})).statusCode).toBe(200);
    expect(await shop.row(cancelled)).toMatchObject({ state: 'cancelled', access_copy: null });
    const mailed = cloud.mails
      .filter(({ to }) => to === changed.email)
      .map(({ subject, text }) => [
        subject.replace(changed.orderId, 'O'),
        text.includes(`?order=${changed.orderId}&token=${changed.accessToken}`),
      ]);
    expect(mailed.sort()).toEqual([
      ['The delivery address of your order O was changed', true],
      ['Your order O', true],
    ]);
    expect(await books.brokenLedger()).toEqual([]);
  });

  test('new customers reserve a quarter, an account with an earlier paid order all free pieces', async () => {
    const world = await startWorld();
    const { checks: books } = world;
    const shop = shopOf(world);
    const customerId = ulid();
    const earlier = orderFor(await books.addProduct({ onHand: 10 }), { orderId: ulid() });
    await shop.process({ ...earlier, internal: { customerId } });
    await shop.pay(earlier);
    const product = await books.addProduct({ onHand: 10 });
    const reserved = async () => books.number(`select reserved as n from stock where product_id = '${product}'`);
    const steps: number[] = [];
    for (const [quantity, internal] of [
      [4, {}],
      [3, {}],
      [1, {}],
      [7, { customerId }],
    ] as const) {
      await shop.process({ ...orderFor(product, { orderId: ulid(), quantity }), internal });
      steps.push(await reserved());
    }
    expect(steps).toEqual([0, 3, 3, 10]);
    expect(await books.brokenLedger()).toEqual([]);
  });

  test('one address gets five mails an hour', async () => {
    const world = await startWorld();
    const { checks: books, cloud } = world;
    const shop = shopOf(world);
    const product = await books.addProduct({ onHand: 100 });
    for (let turn = 0; turn < 7; turn += 1) {
      await shop.process(orderFor(product, { orderId: ulid(), email: 'ada@example.com' }));
    }
    expect(cloud.mails).toHaveLength(5);
    await books.rows("update orders set placed_at = placed_at - interval '2' hour");
    await shop.process(orderFor(product, { orderId: ulid(), email: 'ADA@example.com' }));
    expect(cloud.mails).toHaveLength(6);
  });

  test(`${MANY} unpaid orders end in one call, page by page, and give back what they hold`, async () => {
    const world = await startWorld({ processes: 2, environment: { MAIL_SENDER: '' } });
    const { checks: books } = world;
    const shop = shopOf(world);
    const product = await books.addProduct({ onHand: 400 });
    const orders = Array.from({ length: MANY }, () => orderFor(product, { orderId: ulid() }));
    await Promise.all(
      Array.from({ length: AT_ONCE }, async (_, environment) => {
        for (let index = environment; index < MANY; index += AT_ONCE) await shop.process(orders[index], environment);
      }),
    );
    expect(await books.rows('select on_hand, reserved from stock')).toEqual([{ on_hand: 400, reserved: 100 }]);
    await books.rows("update orders set placed_at = placed_at - interval '1' hour");
    const begun = performance.now();
    await shop.minute();
    figure(`${engine}: ${MANY} orders expired in ${Math.round(performance.now() - begun)} ms, their effects performed`);
    expect(await books.states()).toEqual({ expired: MANY });
    expect(await books.rows('select on_hand, reserved from stock')).toEqual([{ on_hand: 400, reserved: 0 }]);
    expect(await books.brokenLedger()).toEqual([]);
  });
});
