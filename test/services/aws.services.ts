/** Functions as they are deployed, with the SDK's clients, against moto. */
import { CreateBucketCommand, HeadObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { CreateSecretCommand, PutSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { ALBResult, SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { ulid } from 'ulid';
import { DatabaseChecks } from './support/database-checks';
import { EngineServer } from './support/engine-server';
import { FunctionHost, FunctionName } from './support/function-host';
import { Moto } from './support/moto';
import { makeMotoShop, MAX_RECEIVES, MotoShop, poll, receive, VISIBILITY_SECONDS } from './support/moto-shop';
import { startPostgresEngine } from './support/postgres-engine';
import { orderFor } from './support/shop-world';
import { PAYMENT_SECRET } from './support/stand-ins';
import { sleep } from './support/test-folder';
import { S3Media } from '../../shop/adapters/media/s3-media';
import { signatureHeader } from '../../shop/adapters/payment/signed-header';
import { paymentSecrets } from '../../shop/adapters/secrets/active-secrets';
import { forgetSecrets, readSecret } from '../../shop/adapters/secrets/secrets';
import { loadBalancerEvent } from '../shop/support/events';
import { databaseEnvironment } from '../shop/support/postgres';

describe('with moto in place of AWS', () => {
  let server: EngineServer;
  let moto: Moto;
  let shop: MotoShop;
  let books: DatabaseChecks;
  let functions: FunctionHost;
  let product: string;
  let paymentSecretArn: string;
  const to = (name: FunctionName) => async (event: SQSEvent) => functions.invoke<SQSBatchResponse>(name, event);

  beforeAll(async () => {
    [server, moto] = await Promise.all([startPostgresEngine(), Moto.start()]);
    moto.useInThisProcess();
    shop = await makeMotoShop();
    books = new DatabaseChecks(server, await server.createDatabase());
    const created = await new SecretsManagerClient({}).send(
      new CreateSecretCommand({ Name: 'payment', SecretString: JSON.stringify({ active: [PAYMENT_SECRET] }) }),
    );
    paymentSecretArn = created.ARN ?? '';
    const SecretString = JSON.stringify({ active: ['secret of the access copies'] });
    const access = await new SecretsManagerClient({}).send(new CreateSecretCommand({ Name: 'access', SecretString }));
    functions = new FunctionHost('postgres', {
      ...moto.environment,
      ...databaseEnvironment(books.config),
      ORDER_QUEUE_URL: shop.queues.orders.url,
      MIGRATION_QUEUE_URL: shop.queues.migrations.url,
      ORDER_TOPIC_ARN: shop.topics.orders,
      STOCK_TOPIC_ARN: shop.topics.stock,
      OFFER_TOPIC_ARN: shop.topics.offers,
      MAIL_SENDER: 'shop@example.com',
      MAIL_OPERATOR: 'operator@example.com',
      MAIL_CONFIGURATION_SET: 'shop',
      SHOP_URL: 'https://shop.example.com',
      ORDER_ACCESS_SECRET_ARN: access.ARN ?? '',
      PAYMENT_PROVIDER: 'signed',
      PAYMENT_PAGE_URL: 'https://pay.example.com/{orderId}',
      PAYMENT_SECRET_ARN: paymentSecretArn,
    });
  });
  afterAll(async () => {
    await functions.kill();
    await Promise.all([server.stop(), moto.stop()]);
  });

  const placeByApi = async (order: object) =>
    functions.invoke<ALBResult>('store-api', {
      ...loadBalancerEvent('POST', '/api/orders', {
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(order),
      }),
    });
  const pay = async (orderId: string, amountMinor: number) => {
    const body = Buffer.from(
      JSON.stringify({
        id: `evt_${ulid()}`,
        type: 'payment.captured',
        data: { orderId, reference: `pay_${ulid()}`, amountMinor, currency: 'EUR' },
      }),
    );
    const headers = { 'x-payment-signature': signatureHeader(PAYMENT_SECRET, new Date(), body) };
    return functions.invoke<ALBResult>(
      'payment-verification',
      loadBalancerEvent('POST', '/webhooks/payments/signed', { body, base64: true, headers }),
    );
  };
  const kindsIn = async (queue: { readonly url: string }) =>
    (await receive(queue)).map(({ Body = '' }) => (JSON.parse(Body) as { kind: string }).kind).sort();

  test('without a schema the migration is requested through its queue and creates it', async () => {
    expect((await functions.invoke<ALBResult>('store-api', loadBalancerEvent('GET', '/api/products'))).statusCode).toBe(
      503,
    );
    expect(await poll(shop.queues.migrations, to('migrations'))).toBe(1);
    expect(await poll(shop.queues.migrations, to('migrations'))).toBe(0);
    // The schema is checked once a second.
    await sleep(1_100);
    expect((await functions.invoke<ALBResult>('store-api', loadBalancerEvent('GET', '/api/products'))).statusCode).toBe(
      200,
    );
    product = await books.addProduct({ onHand: 100, priceMinor: 700 });
  });

  test('an order of the store API passes queue, filtered topics and mail service until it is shipped', async () => {
    const order = orderFor(product, { orderId: ulid(), email: 'ada@example.com' });
    expect((await placeByApi(order)).statusCode).toBe(202);
    expect(await poll(shop.queues.orders, to('order-processing'))).toBe(1);
    expect(await books.states()).toEqual({ placed: 1 });
    expect((await pay(order.orderId, 700)).statusCode).toBe(200);
    expect(await books.states()).toEqual({ paid: 1 });
    // `order.placed` and `payment.request` were published as well, but match neither filter.
    expect(await poll(shop.queues.shipping, to('shipping-notification'))).toBe(1);
    expect(await poll(shop.queues.customers, to('customer-notification'))).toBe(1);
    expect(await books.states()).toEqual({ packed: 1 });
    await new SNSClient({}).send(
      new PublishCommand({
        TopicArn: shop.topics.orders,
        Message: JSON.stringify({
          eventId: 'warehouse',
          kind: 'shipment.dispatched',
          payload: { orderId: order.orderId, carrier: 'DHL', tracking: '1' },
        }),
        MessageAttributes: { kind: { DataType: 'String', StringValue: 'shipment.dispatched' } },
      }),
    );
    expect(await poll(shop.queues.shipping, to('shipping-notification'))).toBe(1);
    expect(await books.states()).toEqual({ shipped: 1 });
    expect(await Promise.all([kindsIn(shop.queues.shipping), kindsIn(shop.queues.customers)])).toEqual([[], []]);
    const mails = await moto.mails();
    expect(mails.map(({ source, destinations, subject }) => [source, destinations.ToAddresses, subject])).toEqual([
      ['shop@example.com', ['ada@example.com'], `Your order ${order.orderId}`],
      ['shop@example.com', ['ada@example.com'], `We received your payment for order ${order.orderId}`],
      ['shop@example.com', ['ada@example.com'], `Your order ${order.orderId} is on its way`],
    ]);
    // The secret of the copies came from Secrets Manager, and the link in each mail has the order's token.
    const link = `https://shop.example.com/find-order?order=${order.orderId}&amp;token=${order.accessToken}`;
    expect(mails.filter(({ body }) => !body.includes(link))).toEqual([]);
    expect((await books.pendingMessages('mail')) + (await books.pendingMessages('publish'))).toBe(0);
    expect(await books.brokenLedger()).toEqual([]);
  });

  test('only the failed message of a batch is redelivered, becomes a dead letter and can be sent back', async () => {
    const orders = Array.from({ length: 3 }, () => orderFor(product, { orderId: ulid() }));
    for (const order of orders) expect((await placeByApi(order)).statusCode).toBe(202);
    await new SNSClient({}).send(
      new PublishCommand({
        TopicArn: shop.topics.orders,
        Message: 'no notification',
        MessageAttributes: { kind: { DataType: 'String', StringValue: 'order.paid' } },
      }),
    );
    expect(await poll(shop.queues.orders, to('order-processing'))).toBe(3);
    expect(await poll(shop.queues.shipping, to('shipping-notification'))).toBe(1);
    // Hidden until the visibility timeout ends.
    expect(await poll(shop.queues.shipping, to('shipping-notification'))).toBe(0);
    for (let receives = 1; receives < MAX_RECEIVES; receives += 1) {
      await sleep(VISIBILITY_SECONDS * 1_000 + 200);
      expect(await poll(shop.queues.shipping, to('shipping-notification'))).toBe(1);
    }
    await sleep(VISIBILITY_SECONDS * 1_000 + 200);
    expect(await poll(shop.queues.shipping, to('shipping-notification'))).toBe(0);
    expect((await receive(shop.queues.shipping.deadLetters)).map(({ Body }) => Body)).toEqual(['no notification']);
    expect(await receive(shop.queues.orders.deadLetters)).toEqual([]);
  });

  test('a rotated secret is read again once it is refused; both are accepted while both are active', async () => {
    const secrets = new SecretsManagerClient({});
    const { ARN = '' } = await secrets.send(new CreateSecretCommand({ Name: 'database', SecretString: 'first' }));
    expect(await readSecret(ARN)).toBe('first');
    // A pending version of the secret is not used.
    await secrets.send(
      new PutSecretValueCommand({ SecretId: ARN, SecretString: 'prepared', VersionStages: ['AWSPENDING'] }),
    );
    expect(await readSecret(ARN, { fresh: true })).toBe('first');
    await secrets.send(new PutSecretValueCommand({ SecretId: ARN, SecretString: 'second' }));
    expect(await readSecret(ARN)).toBe('first');
    expect(await readSecret(ARN, { fresh: true })).toBe('second');
    expect(await readSecret(ARN)).toBe('second');

    await secrets.send(
      new PutSecretValueCommand({
        SecretId: paymentSecretArn,
        SecretString: JSON.stringify({ active: ['new', PAYMENT_SECRET] }),
      }),
    );
    forgetSecrets();
    expect(await paymentSecrets({ secretArn: paymentSecretArn }, readSecret)()).toEqual(['new', PAYMENT_SECRET]);
    await expect(readSecret('arn:aws:secretsmanager:eu-central-1:123456789012:secret:missing-abcdef')).rejects.toThrow(
      /can't find|not exist|ResourceNotFound/i,
    );
  });

  test('a picture is uploaded with the form that was signed for it, and only as signed', async () => {
    await new S3Client({ forcePathStyle: true }).send(
      new CreateBucketCommand({
        Bucket: 'media',
        CreateBucketConfiguration: { LocationConstraint: 'eu-central-1' },
      }),
    );
    const media = new S3Media('media');
    const key = `media/${ulid()}.png`;
    const upload = await media.createUpload({
      key,
      contentType: 'image/png',
      maximumBytes: 1_000,
      returnTo: 'https://shop.example/seller',
    });
    // moto expects the bucket in the path. The host name that AWS uses cannot be resolved here.
    const form = new FormData();
    Object.entries(upload.fields).forEach(([name, value]) => form.append(name, value));
    form.append('file', new Blob([Buffer.alloc(100)], { type: 'image/png' }), 'picture.png');
    const answer = await fetch(`${moto.environment.AWS_ENDPOINT_URL}/media`, {
      method: 'POST',
      body: form,
      redirect: 'manual',
    });
    expect([answer.status, answer.headers.get('location')?.split('?')[0]]).toEqual([
      303,
      'https://shop.example/seller',
    ]);
    const stored = await new S3Client({ forcePathStyle: true }).send(
      new HeadObjectCommand({ Bucket: 'media', Key: key }),
    );
    expect([stored.ContentLength, stored.ContentType]).toEqual([100, 'image/png']);
    expect(JSON.parse(Buffer.from(upload.fields.Policy, 'base64').toString()).conditions).toEqual(
      expect.arrayContaining([
        ['content-length-range', 1, 1_000],
        { bucket: 'media' },
        { key },
        { 'Content-Type': 'image/png' },
      ]),
    );
  });
});
