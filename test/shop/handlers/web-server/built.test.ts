import { decodeOrderMessage } from '../../../../shop/domain/orders/order-message';
import { formOf } from '../../presentation/storefront/support/browser';
import { AwsStandIn } from '../../support/aws-stand-in';
import { databaseEnvironment, startPostgres, TestPostgres } from '../../support/postgres';
import { shopDatabase, TestShopDatabase } from '../../support/shop-database';
import { makeBundles, WebProcess } from '../../support/web-process';

/** The bundle leaves parts of packages out, but forms, cookies and the client of the queue must be in it. */
describe('the built web server, with forms', () => {
  let postgres: TestPostgres;
  let shop: TestShopDatabase;
  let aws: AwsStandIn;
  let web: WebProcess;
  beforeAll(async () => {
    makeBundles();
    postgres = await startPostgres();
    shop = await shopDatabase(postgres);
    aws = await AwsStandIn.start();
    web = await WebProcess.start('postgres', {
      ...databaseEnvironment(shop.config),
      ...aws.environment(),
      ORDER_QUEUE_URL: aws.queueUrl('orders'),
      INSECURE_COOKIES: 'true',
      DRAIN_SECONDS: '0',
    });
  });
  afterAll(async () => {
    await web.stop();
    await shop.close();
    await aws.close();
    await postgres.stop();
  });

  test('takes an order from the cart to the queue', async () => {
    const product = await shop.product({ priceMinor: 700 });
    const { url } = await web.get('/');
    const post = async (path: string, fields: Record<string, string | string[]>, cookie = '') =>
      fetch(new URL(path, url), {
        method: 'POST',
        redirect: 'manual',
        headers: { cookie, origin: new URL(url).origin, 'content-type': 'application/x-www-form-urlencoded' },
        body: new URLSearchParams(
          Object.entries(fields).map(([name, value]): [string, string] => [name, String(value)]),
        ).toString(),
      });
    const added = await post('/cart/add', { product, quantity: '3' });
    expect(added.status).toBe(303);
    const [cookie] = (added.headers.get('set-cookie') ?? '').split(';');
    expect(cookie).toMatch(/^session=/);
    const checkout = await (await fetch(new URL('/checkout', url), { headers: { cookie } })).text();
    const ordered = await post(
      '/checkout',
      {
        ...formOf(checkout, '/checkout'),
        email: 'ada@example.com',
        name: 'Ada',
        line1: 'Main Street 1',
        postalCode: '10115',
        city: 'Berlin',
        country: 'DE',
      },
      cookie,
    );
    expect(ordered.status).toBe(303);
    const sent = aws.calls.filter(
      ({ action, input }) => action === 'SendMessage' && input.QueueUrl === aws.queueUrl('orders'),
    );
    expect(sent).toHaveLength(1);
    const message = decodeOrderMessage(String(sent[0].input.MessageBody));
    expect(ordered.headers.get('location')).toBe(`/orders/${message.orderId}`);
    expect(message.lines).toEqual([{ productId: product, quantity: 3, priceMinor: 700 }]);
  });
});
