import { ALBResult } from 'aws-lambda';
import { ulid } from 'ulid';
import { LocalCache } from '../../../shop/adapters/cache/local-cache';
import { openCatalogue } from '../../../shop/adapters/cache/open-catalogue';
import { ReadThrough } from '../../../shop/adapters/cache/read-through';
import { BusyError } from '../../../shop/adapters/cache/slots';
import { output } from '../../../shop/adapters/log';
import { CATALOGUE_SCOPE } from '../../../shop/domain/inventory/scopes';
import { Limits } from '../../../shop/domain/limits/limits';
import { handler } from '../../../shop/handlers/store-api';
import { answer } from '../../../shop/handlers/store-api-answer';
import { storeApiRoutes } from '../../../shop/handlers/store-api-routes';
import { StoreError } from '../../../shop/ports/store';
import { AwsStandIn } from '../support/aws-stand-in';
import { EventOptions, loadBalancerEvent } from '../support/load-balancer-event';
import { databaseEnvironment, startPostgres, TestPostgres } from '../support/postgres';
import { shopDatabase, TestShopDatabase } from '../support/shop-database';

const ADDRESS = { name: 'Ann', line1: 'Way 1', postalCode: '10115', city: 'Berlin', country: 'DE' };
const JSON_HEADERS = { 'content-type': 'application/json' };

let server: TestPostgres;
let shop: TestShopDatabase;
let sent: string[];
let queueFails: boolean;
let schemaReady: () => Promise<void>;
const migrations = { request: jest.fn(async () => undefined) };

beforeAll(async () => {
  server = await startPostgres();
  shop = await shopDatabase(server);
});

afterAll(async () => {
  await shop.close();
  await server.stop();
});

beforeEach(() => {
  sent = [];
  queueFails = false;
  schemaReady = async () => undefined;
  jest.spyOn(output, 'line').mockImplementation(() => undefined);
});

afterEach(() => jest.restoreAllMocks());

function routes(cache = new LocalCache()) {
  return storeApiRoutes({
    store: shop.store,
    catalogue: openCatalogue(shop.store, cache),
    limits: new Limits({ cache, clock: { now: () => new Date() } }),
    orderQueue: {
      send: async (message) => {
        if (queueFails) throw new Error('queue away');
        sent.push(message);
      },
    },
    schemaReady: async () => schemaReady(),
  });
}

async function ask(
  method: string, address: string, options: EventOptions = {}, cache?: LocalCache,
): Promise<ALBResult & { json: Record<string, unknown> }> {
  const result = await answer(routes(cache), migrations, loadBalancerEvent(method, address, options));
  return { ...result, json: JSON.parse(result.body || '{}') as Record<string, unknown> };
}

async function placed(email: string = 'Ann@Example.com'): Promise<string> {
  const [id, productId] = [ulid(), await shop.product()];
  await shop.store.transaction(async (unit) => {
    await unit.orders.insert({ id, email, state: 'placed', totalMinor: 2_000, currency: 'EUR', address: ADDRESS, placedAt: new Date() });
    await unit.orders.insertLines(id, [{ productId, name: 'Test product', quantity: 2, priceMinor: 1_000 }]);
  });
  return id;
}

describe('products', () => {
  test('are listed and shown for a minute, through the cache', async () => {
    const cache = new LocalCache();
    const id = await shop.product({ priceMinor: 1_250 });
    const list = await ask('GET', '/api/products?search=Test+product&page=1', {}, cache);
    expect(list).toMatchObject({ statusCode: 200, statusDescription: '200 OK', isBase64Encoded: false });
    expect(list.headers).toMatchObject({ 'cache-control': 'public, max-age=60', 'content-type': 'application/json; charset=utf-8' });
    expect(list.json).toMatchObject({ page: 1, products: expect.arrayContaining([expect.objectContaining({ id, priceMinor: 1_250, currency: 'EUR' })]) });
    expect((await ask('GET', `/api/products/${id}`, {}, cache)).json).toMatchObject({ id, name: 'Test product' });
    await shop.query('update product set price_minor = 1 where id = $1', [id]);
    expect((await ask('GET', `/api/products/${id}`, {}, cache)).json).toMatchObject({ priceMinor: 1_250 });
    await new ReadThrough({ cache, schema: 1 }).invalidate(`product:${id}`);
    await new ReadThrough({ cache, schema: 1 }).invalidate(CATALOGUE_SCOPE);
    expect((await ask('GET', `/api/products/${id}`, {}, cache)).json).toMatchObject({ priceMinor: 1 });
  });

  test('are searched 120 times a minute from an address, and the rest is told to wait', async () => {
    const cache = new LocalCache();
    const search = async (path: string, address = '') => ask(
      'GET', path, { headers: { 'X-Shop-Viewer-Address': address } }, cache,
    );
    for (let turn = 0; turn < 60; turn += 1) {
      expect((await search('/api/products?search=tea', '203.0.113.1')).statusCode).toBe(200);
      expect((await search('/api/products?page=2', '203.0.113.1')).statusCode).toBe(200);
    }
    const refused = await search('/api/products?search=tea', '203.0.113.1');
    expect(refused.statusCode).toBe(429);
    expect(refused.json).toEqual({ title: 'Too Many Requests', status: 429, detail: 'too many searches' });
    expect(refused.headers?.['content-type']).toBe('application/problem+json; charset=utf-8');
    expect(refused.headers?.['cache-control']).toBe('private, no-store');
    expect(Number(refused.headers?.['retry-after'])).toBeGreaterThan(0);
    expect((await search('/api/products', '203.0.113.1')).statusCode).toBe(200);
    expect((await search('/api/products?search=tea', '203.0.113.2')).statusCode).toBe(200);
    for (let turn = 0; turn < 200; turn += 1) expect((await search('/api/products?search=tea')).statusCode).toBe(200);
  });

  test('show the stock as it is now, without telling what is reserved', async () => {
    const id = await shop.product({ onHand: 7 });
    await shop.store.transaction(async (unit) => unit.stock.reserve(id, 3));
    const cache = new LocalCache();
    const first = await ask('GET', `/api/products/${id}/stock`, {}, cache);
    expect(first.json).toEqual({ productId: id, available: 4 });
    expect(first.headers?.['cache-control']).toBe('no-store');
    await shop.store.transaction(async (unit) => unit.stock.reserve(id, 1));
    expect((await ask('GET', `/api/products/${id}/stock`, {}, cache)).json).toEqual({ productId: id, available: 3 });
  });

  test('that are not there, not for sale or not a number are not found', async () => {
    const hidden = await shop.product({ active: false });
    for (const id of [ulid(), hidden, 'x', '%2e%2e']) {
      expect((await ask('GET', `/api/products/${id}`)).statusCode).toBe(404);
    }
    expect((await ask('GET', `/api/products/${ulid()}/stock`)).statusCode).toBe(404);
  });

  test.each(['page=0', 'page=1001', 'page=x', 'page=', `search=${'a'.repeat(81)}`, 'search=%00x', 'search=%ff', 'sort=name'])('%s is malformed', async (query) => {
    const result = await ask('GET', `/api/products?${query}`);
    expect(result.statusCode).toBe(400);
    expect(result.headers?.['content-type']).toBe('application/problem+json; charset=utf-8');
    expect(result.json).toMatchObject({ status: 400, title: 'Bad Request', detail: expect.any(String) });
  });
});

describe('checkout', () => {
  const order = () => ({ orderId: ulid(), email: 'ann@example.com', currency: 'EUR', address: ADDRESS, lines: [{ productId: ulid(), quantity: 1, priceMinor: 5 }] });

  test('is accepted when the queue has it, also while the schema is missing', async () => {
    schemaReady = async () => { throw new StoreError('schema', new Error('none')); };
    const body = order();
    const result = await ask('POST', '/api/orders', { body: JSON.stringify({ ...body, admin: true }), headers: { 'Content-Type': 'application/json; charset=utf-8' } });
    expect(result).toMatchObject({ statusCode: 202, json: { orderId: body.orderId, state: 'received' } });
    expect(result.headers).toMatchObject({ 'location': `/api/orders/${body.orderId}`, 'cache-control': 'private, no-store' });
    expect(sent.map((text) => JSON.parse(text) as unknown)).toEqual([body]);
  });

  test('a body that came base64 encoded is the same body', async () => {
    const body = Buffer.from(JSON.stringify(order())).toString('base64');
    expect((await ask('POST', '/api/orders', { body, base64: true, headers: JSON_HEADERS })).statusCode).toBe(202);
  });

  test('says what is wrong with it, and nothing reaches the queue', async () => {
    const post = async (body: string, headers: Record<string, string> = JSON_HEADERS) => (await ask('POST', '/api/orders', { body, headers })).statusCode;
    expect(await post('{')).toBe(400);
    expect(await post('[]')).toBe(400);
    expect(await post(JSON.stringify({ ...order(), email: 'nobody' }))).toBe(400);
    expect(await post(JSON.stringify({ ...order(), lines: [] }))).toBe(400);
    expect(await post(JSON.stringify(order()), { 'content-type': 'text/plain' })).toBe(415);
    expect(await post(JSON.stringify(order()), {})).toBe(415);
    expect(await post(`"${'x'.repeat(256 * 1024)}"`)).toBe(413);
    expect((await ask('POST', '/api/orders?x=1', { body: JSON.stringify(order()), headers: JSON_HEADERS })).statusCode).toBe(400);
    expect(sent).toEqual([]);
  });

  test('a queue that is away means: later', async () => {
    queueFails = true;
    const result = await ask('POST', '/api/orders', { body: JSON.stringify(order()), headers: JSON_HEADERS });
    expect(result).toMatchObject({ statusCode: 503, headers: { 'retry-after': '5' } });
  });
});

describe('orders', () => {
  test('are shown to whoever knows number and address, and to nobody else', async () => {
    const id = await placed('Ann@Example.com');
    const shown = await ask('GET', `/api/orders/${id}?email=ann%40example.com`);
    expect(shown).toMatchObject({ statusCode: 200, headers: { 'cache-control': 'private, no-store' } });
    expect(shown.json).toMatchObject({ id, state: 'placed', totalMinor: 2_000, address: ADDRESS, lines: [{ quantity: 2, priceMinor: 1_000 }] });
    expect(shown.json).not.toHaveProperty('email');
    expect((await ask('GET', `/api/orders/${id}?email=bob%40example.com`)).statusCode).toBe(404);
    expect((await ask('GET', `/api/orders/${ulid()}?email=ann%40example.com`)).statusCode).toBe(404);
    expect((await ask('GET', '/api/orders/x?email=ann%40example.com')).statusCode).toBe(404);
    expect((await ask('GET', `/api/orders/${id}`)).statusCode).toBe(400);
  });

  test('history is all of that address', async () => {
    const [one, two] = [await placed('carla@example.com'), await placed('Carla@example.com')];
    const { json } = await ask('GET', `/api/orders/${one}/history?email=carla%40example.com`);
    expect((json.orders as { id: string }[]).map(({ id }) => id).sort()).toEqual([one, two].sort());
    expect((await ask('GET', `/api/orders/${one}/history?email=ann%40example.com`)).statusCode).toBe(404);
  });

  test('the delivery address changes until the order is packed', async () => {
    const id = await placed('dora@example.com');
    const put = async (address: object, email = 'dora%40example.com') => ask('PUT', `/api/orders/${id}/delivery?email=${email}`, { body: JSON.stringify(address), headers: JSON_HEADERS });
    const moved = { ...ADDRESS, city: 'Hamburg' };
    expect(await put(moved)).toMatchObject({ statusCode: 200, json: { address: moved } });
    expect((await ask('GET', `/api/orders/${id}?email=dora%40example.com`)).json).toMatchObject({ address: moved });
    expect((await put(moved, 'eve%40example.com')).statusCode).toBe(404);
    expect((await put({ ...moved, country: 'Germany' })).statusCode).toBe(400);
    await shop.query('update orders set state = $1 where id = $2', ['packed', id]);
    expect((await put(ADDRESS)).statusCode).toBe(409);
    expect((await ask('GET', `/api/orders/${id}?email=dora%40example.com`)).json).toMatchObject({ address: moved });
  });
});

describe('everything else', () => {
  test('an unknown address is 404, a method an address does not have 405 with those it has', async () => {
    expect((await ask('GET', '/api/other')).statusCode).toBe(404);
    expect(await ask('DELETE', '/api/orders')).toMatchObject({ statusCode: 405, headers: { allow: 'POST' } });
    expect(await ask('POST', '/api/products')).toMatchObject({ statusCode: 405, headers: { allow: 'GET, HEAD' } });
    expect((await ask('GET', '/api/products/%ff')).statusCode).toBe(400);
  });

  test('HEAD is GET without the body', async () => {
    expect(await ask('HEAD', '/api/products')).toMatchObject({ statusCode: 200, body: '' });
  });

  test('a missing schema is asked for, and all is told as "later"; a mistake is told as nothing', async () => {
    schemaReady = async () => { throw new StoreError('schema', new Error('relation does not exist')); };
    expect(await ask('GET', '/api/products')).toMatchObject({ statusCode: 503, headers: { 'retry-after': '5' } });
    expect(migrations.request).toHaveBeenCalledTimes(1);
    schemaReady = async () => { throw new StoreError('unavailable', new Error('ECONNREFUSED')); };
    expect(await ask('GET', '/api/products')).toMatchObject({ statusCode: 503, headers: { 'retry-after': '5' } });
    schemaReady = async () => { throw new BusyError(200); };
    expect(await ask('GET', '/api/products')).toMatchObject({ statusCode: 503, headers: { 'retry-after': '2' } });
    schemaReady = async () => { throw new Error('the secret is 1234'); };
    const mistake = await ask('GET', '/api/products');
    expect(mistake.statusCode).toBe(500);
    expect(mistake.body).not.toContain('1234');
  });

  test('one line a request, without order number and address', async () => {
    const id = await placed('fay@example.com');
    await ask('GET', `/api/orders/${id}?email=fay%40example.com`);
    const lines = jest.mocked(output.line).mock.calls.map(([line]) => String(line));
    expect(lines).toHaveLength(1);
    expect(JSON.parse(lines[0])).toMatchObject({ message: 'request', method: 'GET', route: '/api/orders/{id}', status: 200, trace: 'Root=1-2' });
    expect(lines[0]).not.toContain(id);
    expect(lines[0]).not.toContain('fay');
  });

  test('the function itself, made from its environment', async () => {
    const aws = await AwsStandIn.start();
    aws.useInThisProcess();
    const saved = { ...process.env };
    Object.assign(process.env, databaseEnvironment(shop.config), { ORDER_QUEUE_URL: aws.queueUrl('orders'), MIGRATION_QUEUE_URL: aws.queueUrl('migrations') });
    try {
      const id = await shop.product();
      expect((await handler(loadBalancerEvent('GET', `/api/products/${id}`))).statusCode).toBe(200);
      expect((await handler(loadBalancerEvent('GET', '/api/nothing'))).statusCode).toBe(404);
    } finally {
      process.env = saved;
      await aws.close();
    }
  });
});
