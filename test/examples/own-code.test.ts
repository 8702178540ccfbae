import { execFileSync } from 'child_process';
import { createHmac } from 'crypto';
import { readdirSync } from 'fs';
import { join } from 'path';
import { AwsRecorder } from './aws-recorder';
import type { AwsAnswer, AwsCall } from './aws-recorder';
import { batch, invoke, serve } from './run';
import { functionRole, one, permission } from '../relations/model';
import { EXAMPLES, loadExample } from '../support/example';
import { serverEnvironment, userData } from '../support/server-environment';
import { ofType } from '../support/template-graph';

const OWN_CODE = readdirSync(EXAMPLES, { recursive: true, encoding: 'utf8' }).filter(
  (file) => file.endsWith('.mjs') && !file.includes('cdk.out'),
);
const ORDER = {
  orderId: 'order-1',
  email: 'ada@example.com',
  lines: [
    { productId: 'tea-pot', quantity: 2 },
    { productId: 'cup', quantity: 6 },
  ],
};
const SECRET = 'correct horse battery staple';

let aws: AwsRecorder;
let answer: (call: AwsCall) => AwsAnswer;

beforeEach(async () => {
  answer = () => ({});
  aws = await AwsRecorder.start((call) => answer(call));
});

afterEach(async () => aws.stop());

test.each(OWN_CODE)('%s is code that Node can read', (file) => {
  expect(() => execFileSync(process.execPath, ['--check', join(EXAMPLES, file)], { stdio: 'pipe' })).not.toThrow();
});

describe.each(['bring-your-own/server', 'oracle/server'])('%s', (folder) => {
  test('answers the visitor and the health check, and stops on SIGTERM', async () => {
    const server = await serve(folder, { SHOP_NAME: 'Tea & more', HEALTH_CHECK_PATH: '/alive' });
    const home = await server.get('/?campaign=1');
    expect([home.status, home.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
    expect(await home.text()).toMatch(/Tea &#38; more[^]*Cups &#38; saucers: 39.00 EUR/);
    expect((await server.get('/alive')).status).toBe(200);
    expect((await server.get('/nowhere')).status).toBe(404);
    expect((await server.get('/__proto__')).status).toBe(404);
    expect(await server.stop()).toBe(0);
  });
});

test('the servers start with the command and the environment of the architecture', () => {
  for (const name of ['bring-your-own', 'oracle']) {
    const { template } = loadExample(name).main;
    expect(userData(template)).toContain('exec node-24 server.mjs');
    expect(serverEnvironment(template)).toMatchObject({ PORT: '8080', HEALTH_CHECK_PATH: '/healthz' });
  }
  expect(serverEnvironment(loadExample('bring-your-own').main.template)).toMatchObject({
    SHOP_NAME: 'Shop with a past',
    DATABASE_SIGN_IN: 'iam',
  });
  expect(serverEnvironment(loadExample('oracle').main.template)).toMatchObject({
    DATABASE_ENGINE: 'oracle',
    DATABASE_SECRET_ARN: expect.any(String),
  });
});

test('the oracle server also answers programs, because no function does', async () => {
  const server = await serve('oracle/server', {});
  expect(await (await server.get('/api/products')).json()).toMatchObject({
    products: expect.arrayContaining([{ name: 'Tea pot', price: '24.90 EUR' }]),
  });
  await server.stop();
});

describe('bring-your-own', () => {
  const run = async (event: object) =>
    invoke('bring-your-own/functions/order-processing.mjs', event, {
      ...aws.environment,
      ORDER_TOPIC_ARN: 'arn:aws:sns:us-east-1:111111111111:orders',
    });
  const published = () =>
    aws.calls
      .map(({ body }) => new URLSearchParams(body))
      .map((form) => ({
        topic: form.get('TopicArn'),
        kind: form.get('MessageAttributes.entry.1.Value.StringValue'),
        ...(JSON.parse(form.get('Message') ?? '') as object),
      }));

  test("an order goes to the topic of the company, and is logged without the customer's data", async () => {
    const { result, log } = await run(batch(ORDER));
    expect(result).toEqual({ batchItemFailures: [] });
    expect(published()).toEqual([
      {
        topic: 'arn:aws:sns:us-east-1:111111111111:orders',
        kind: 'order.accepted',
        eventId: 'order-1:accepted',
        payload: ORDER,
      },
    ]);
    expect(log).toContain('order-1');
    expect(log).not.toContain('ada@example.com');
  });

  test('only failed messages are returned to the queue', async () => {
    const lines = [{ productId: 'cup', quantity: 0 }];
    const { result } = await run(
      batch(
        'not JSON',
        ORDER,
        { ...ORDER, orderId: '../x' },
        { ...ORDER, email: 'no-address' },
        { ...ORDER, lines: [] },
        { ...ORDER, lines },
        'null',
      ),
    );
    expect(result).toEqual({
      batchItemFailures: ['m1', 'm3', 'm4', 'm5', 'm6', 'm7'].map((itemIdentifier) => ({ itemIdentifier })),
    });
    expect(published()).toHaveLength(1);
  });

  test('an order that cannot be passed on returns to the queue', async () => {
    answer = () => ({
      status: 403,
      body: '<ErrorResponse><Error><Code>AuthorizationError</Code></Error></ErrorResponse>',
    });
    expect((await run(batch(ORDER))).result).toEqual({ batchItemFailures: [{ itemIdentifier: 'm1' }] });
  });

  test('the added function counts points', async () => {
    const news = { eventId: 'order-1:accepted', kind: 'order.accepted', payload: ORDER };
    const { result, log } = await invoke(
      'bring-your-own/functions/loyalty-points.mjs',
      batch(news, { kind: 'order.accepted' }),
    );
    expect(result).toEqual({ batchItemFailures: [{ itemIdentifier: 'm2' }] });
    expect(log).toContain('points: 8');
  });

  test('the added function gets accepted orders only, from the existing topic', () => {
    const { template } = loadExample('bring-your-own').main;
    const [[, subscription]] = ofType(template, 'AWS::SNS::Subscription').filter(([id]) =>
      id.includes('LoyaltyPoints'),
    );
    expect(subscription.Properties).toMatchObject({
      TopicArn: 'arn:aws:sns:eu-central-1:111111111111:orders',
      FilterPolicy: { kind: ['order.accepted'] },
    });
    expect(ofType(template, 'AWS::EC2::VPC')).toEqual([]);
    expect(ofType(template, 'AWS::CertificateManager::Certificate')).toEqual([]);
  });
});

describe('oracle', () => {
  const run = async (name: string, event: object) =>
    invoke(`oracle/functions/${name}.mjs`, event, {
      ...aws.environment,
      MEDIA_BUCKET: 'media',
      ORDER_TOPIC_ARN: 'arn:aws:sns:us-east-1:111111111111:orders',
      PAYMENT_SECRET_ARN: 'arn:aws:secretsmanager:us-east-1:111111111111:secret:payment',
    });
  const kept = () =>
    aws.calls
      .filter(({ method }) => method === 'PUT')
      .map(({ path, headers, body }) => [path.split('?')[0], headers['if-none-match'], body]);

  /** Answers as Secrets Manager, SNS and S3, in which the objects `known` exist. */
  const service =
    (secret: string, known: string[] = []) =>
    ({ headers, method, path }: AwsCall): AwsAnswer => {
      if (headers['x-amz-target'] === 'secretsmanager.GetSecretValue') {
        return { body: JSON.stringify({ SecretString: secret }) };
      }
      if (method === 'PUT' && known.some((key) => path.startsWith(`/media/${key}`))) {
        return { status: 412, body: '<Error><Code>PreconditionFailed</Code></Error>' };
      }
      return {
        body:
          method === 'POST'
            ? '<PublishResponse><PublishResult><MessageId>1</MessageId></PublishResult></PublishResponse>'
            : '',
      };
    };

  test('an accepted order is written once as an object; a retry changes nothing', async () => {
    answer = service(SECRET);
    expect(
      (await run('order-processing', batch(ORDER, { ...ORDER, lines: [] }, { ...ORDER, email: 7 }))).result,
    ).toEqual({
      batchItemFailures: [{ itemIdentifier: 'm2' }, { itemIdentifier: 'm3' }],
    });
    expect(kept()).toEqual([['/media/orders/order-1.json', '*', expect.stringContaining('tea-pot')]]);
    answer = service(SECRET, ['orders/']);
    const again = await run('order-processing', batch(ORDER));
    expect(again.result).toEqual({ batchItemFailures: [] });
    expect(again.log).toContain('known');
  });

  test('an order returns to the queue while the bucket is unavailable', async () => {
    answer = () => ({ status: 403 });
    expect((await run('order-processing', batch(ORDER))).result).toEqual({
      batchItemFailures: [{ itemIdentifier: 'm1' }],
    });
  });

  const event = { id: 'evt-1', type: 'payment.captured', data: { orderId: 'order-1', amountMinor: 6380 } };
  const signed = (body: string, { secret = SECRET, at = Date.now() / 1000 } = {}) => {
    const time = Math.floor(at);
    const signature = createHmac('sha256', secret).update(`${time}.${body}`).digest('hex');
    return {
      httpMethod: 'POST',
      headers: { 'x-payment-signature': `t=${time},v1=${signature}` },
      body,
      isBase64Encoded: false,
    };
  };

  test.each([
    ['the text itself', SECRET],
    ['one of two', JSON.stringify({ active: ['new', SECRET] })],
  ])('a payment event is stored and published as a paid order, with the secret %s', async (_, secret) => {
    answer = service(secret);
    const { result } = await run('payment-verification', signed(JSON.stringify(event)));
    expect(result).toMatchObject({ statusCode: 200, body: '{"outcome":"kept"}' });
    expect(kept()).toEqual([['/media/payments/evt-1.json', '*', JSON.stringify(event)]]);
    const [form] = aws.calls
      .filter(({ body }) => body.includes('Action=Publish'))
      .map(({ body }) => new URLSearchParams(body));
    expect(JSON.parse(form.get('Message') ?? '')).toEqual({
      eventId: 'evt-1:paid',
      kind: 'order.paid',
      payload: { orderId: 'order-1' },
    });
  });

  test('a repeated event is published again, because the first attempt may be incomplete', async () => {
    answer = service(SECRET, ['payments/']);
    expect((await run('payment-verification', signed(JSON.stringify(event)))).result).toMatchObject({
      statusCode: 200,
      body: '{"outcome":"known"}',
    });
    expect(aws.calls.some(({ body }) => body.includes('Action=Publish'))).toBe(true);
  });

  test.each<[string, () => object, number]>([
    ['with another secret', () => signed(JSON.stringify(event), { secret: 'guessed' }), 401],
    ['of an hour ago', () => signed(JSON.stringify(event), { at: Date.now() / 1000 - 3600 }), 401],
    ['without a signature', () => ({ httpMethod: 'POST', headers: {}, body: '{}' }), 401],
    ['that is no POST', () => ({ httpMethod: 'GET' }), 405],
    ['that is no JSON', () => signed('{'), 400],
    ['whose id would be a path', () => signed(JSON.stringify({ ...event, id: '../orders/order-1' })), 400],
  ])('an event %s is refused, and nothing is stored', async (_, request, statusCode) => {
    answer = service(SECRET);
    expect((await run('payment-verification', request())).result).toMatchObject({ statusCode });
    expect(kept()).toEqual([]);
  });

  test('shipments are stored by order and state; other messages are ignored', async () => {
    answer = service(SECRET);
    const news = (kind: string, payload: object) => ({ eventId: `order-1:${kind}`, kind, payload });
    const { result } = await run(
      'shipping-notification',
      batch(
        news('order.paid', { orderId: 'order-1' }),
        news('order.refund_due', { orderId: 'order-1' }),
        news('shipment.dispatched', { orderId: 'order-1', carrier: 'Post', tracking: 'T1' }),
        news('order.paid', {}),
        '{',
      ),
    );
    expect(result).toEqual({ batchItemFailures: [{ itemIdentifier: 'm4' }, { itemIdentifier: 'm5' }] });
    expect(kept().map(([path]) => path)).toEqual([
      '/media/shipments/order-1/requested.json',
      '/media/shipments/order-1/dispatched.json',
    ]);
  });

  test('each of the three may write to the media bucket and gets its name', () => {
    const { template } = loadExample('oracle').main;
    for (const name of ['OrderProcessing', 'PaymentVerification', 'ShippingNotification']) {
      expect(() =>
        permission(template, functionRole(template, name), 's3:PutObject', one(template, 'S3::Bucket', 'StorageMedia')),
      ).not.toThrow();
      const [[, { Properties: lambda }]] = ofType(template, 'AWS::Lambda::Function').filter(([id]) =>
        id.includes(`Commerce${name}Function`),
      );
      expect(lambda.Environment.Variables).toMatchObject({
        MEDIA_BUCKET: { Ref: expect.stringContaining('StorageMedia') },
        DATABASE_SECRET_ARN: expect.anything(),
      });
    }
  });
});
