import { signatureHeader } from '../../../shop/adapters/payment/signed-header';
import { output } from '../../../shop/adapters/telemetry/log';
import { createRuntime, lazily } from '../../../shop/handlers/composition/runtime';
import { handler as customerNotification } from '../../../shop/handlers/customer-notification';
import { handler as migrations } from '../../../shop/handlers/migrations';
import { handler as orderProcessing } from '../../../shop/handlers/order-processing';
import { handler as paymentVerification } from '../../../shop/handlers/payment-verification';
import { handler as scheduledTasks } from '../../../shop/handlers/scheduled-tasks';
import { handler as shippingNotification } from '../../../shop/handlers/shipping-notification';
import { DEMO_PRODUCTS } from '../../../shop/migrations/demo-catalogue';
import { AwsStandIn } from '../support/aws-stand-in';
import { loadBalancerEvent, sqsEvent } from '../support/events';
import { captured, orderMessage } from '../support/order-path';
import { databaseEnvironment, startPostgres, TestPostgres } from '../support/postgres';
import { writing } from '../support/writing';

/** Functions as Lambda starts them: all addresses come from the environment. */
describe('the functions as they are deployed', () => {
  let server: TestPostgres;
  let aws: AwsStandIn;
  const before = { ...process.env };
  beforeAll(async () => {
    server = await startPostgres();
    aws = await AwsStandIn.start();
    aws.useInThisProcess();
    aws.secrets.set('arn:payment', 'whsec');
    aws.secrets.set('arn:access', '{"active":["secret of the access copies"]}');
    Object.assign(process.env, databaseEnvironment(await server.createDatabase()), {
      MIGRATION_QUEUE_URL: aws.queueUrl('migrations'),
      ORDER_TOPIC_ARN: 'arn:aws:sns:eu-central-1:123456789012:orders',
      STOCK_TOPIC_ARN: 'arn:aws:sns:eu-central-1:123456789012:stock',
      MAIL_SENDER: 'shop@example.com',
      PAYMENT_SECRET_ARN: 'arn:payment',
      ORDER_ACCESS_SECRET_ARN: 'arn:access',
      SHOP_URL: 'https://shop.example',
      DEMO_CATALOGUE: 'true',
    });
  });
  beforeEach(() => {
    jest.spyOn(output, 'line').mockImplementation(() => undefined);
  });
  afterEach(() => jest.restoreAllMocks());
  afterAll(async () => {
    await aws.close();
    process.env = before;
    await server.stop();
  });

  const calls = (service: string) => aws.calls.filter((call) => call.service === service);
  const published = () =>
    calls('sns').map(
      (call) => JSON.parse(String(call.input.Message)) as { kind: string; payload: { orderId: string } },
    );

  const mailed = () =>
    calls('ses').map(
      ({ input }) =>
        (input as { Content: { Simple: { Body: { Text: { Data: string } } } } }).Content.Simple.Body.Text.Data,
    );

  test('request the migration, then process an order until it is shipped', async () => {
    const { id, priceMinor } = DEMO_PRODUCTS[0];
    const order = orderMessage(id);
    expect((await orderProcessing(sqsEvent([order]))).batchItemFailures).toHaveLength(1);
    expect(calls('sqs').map(({ input }) => input.QueueUrl)).toEqual([process.env.MIGRATION_QUEUE_URL]);

    expect(await migrations(sqsEvent([{ requestedAt: 1 }]))).toEqual({ batchItemFailures: [] });
    expect(await orderProcessing(sqsEvent([order]))).toEqual({ batchItemFailures: [] });
    expect(calls('ses')).toHaveLength(1);

    const body = JSON.stringify(captured(order.orderId, priceMinor));
    const headers = { 'x-payment-signature': signatureHeader('whsec', new Date(), Buffer.from(body)) };
    expect(
      await paymentVerification(loadBalancerEvent('POST', '/webhooks/payments/demo', { body, headers })),
    ).toMatchObject({ statusCode: 200 });
    expect(published().map(({ kind }) => kind)).toEqual(['order.placed', 'payment.request', 'order.paid']);

    const paid = published().filter(({ kind }) => kind === 'order.paid');
    expect(await shippingNotification(sqsEvent(paid))).toEqual({ batchItemFailures: [] });
    expect(await customerNotification(sqsEvent(paid))).toEqual({ batchItemFailures: [] });
    expect(published().map(({ kind }) => kind)).toContain('order.packed');
    const dispatched = { orderId: order.orderId, carrier: 'DHL', tracking: '1' };
    const news = { eventId: 'w', kind: 'shipment.dispatched', payload: dispatched };
    expect(await shippingNotification(sqsEvent([news]))).toEqual({ batchItemFailures: [] });
    // Every function that sends mails can decrypt the token for the link.
    const link = `https://shop.example/find-order?order=${order.orderId}&token=${order.accessToken}`;
    expect(mailed().map((text) => text.includes(link))).toEqual([true, true, true]);

    // A webhook of the former provider had arrived before its order, and then the shop changed to this provider.
    const late = orderMessage(id);
    await orderProcessing(sqsEvent([late]));
    const early = JSON.stringify(captured(late.orderId, priceMinor));
    const store = createRuntime().store;
    await writing(store).payments.recordEvent({
      provider: 'signed',
      eventId: 'early',
      eventType: 'payment.captured',
      rawBody: early,
    });
    await scheduledTasks({ time: '2026-11-23T03:00:00Z' });
    expect(await store.read.orders.find(late.orderId)).toMatchObject({ state: 'paid', test: false });
    await store.close();

    // Every task is due, nothing is pending afterwards, and nothing is wrong.
    const written = jest.mocked(output.line).mock.calls.length;
    await scheduledTasks({ time: '2026-11-23T03:00:00Z' });
    expect(jest.mocked(output.line).mock.calls.slice(written)).toEqual([]);
    expect(calls('ses')).toHaveLength(4);
  });

  test('name a missing variable', () => {
    expect(() => createRuntime({ ...createRuntime().config, database: undefined })).toThrow('DATABASE_HOST');
    expect(() => createRuntime({ ...createRuntime().config, queues: undefined })).toThrow('MIGRATION_QUEUE_URL');
  });

  test('try again after a failed start', () => {
    const make = jest
      .fn<number, []>()
      .mockImplementationOnce(() => {
        throw new Error('once');
      })
      .mockReturnValue(7);
    const get = lazily(make);
    expect(get).toThrow('once');
    expect([get(), get()]).toEqual([7, 7]);
    expect(make).toHaveBeenCalledTimes(2);
  });
});
