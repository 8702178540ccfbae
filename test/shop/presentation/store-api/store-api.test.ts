import { ulid } from 'ulid';
import { LocalCache } from '../../../../shop/adapters/cache/local-cache';
import { ReadThrough } from '../../../../shop/adapters/cache/read-through';
import { output } from '../../../../shop/adapters/telemetry/log';
import { BusyError } from '../../../../shop/application/limits/concurrency-limit';
import { StoreError } from '../../../../shop/application/store-error';
import { CATALOGUE_SCOPE } from '../../../../shop/domain/inventory/scopes';
import { newAccessToken } from '../../../../shop/domain/orders/order-access';
import { handler } from '../../../../shop/handlers/store-api';
import { AwsStandIn } from '../../support/aws-stand-in';
import { loadBalancerEvent } from '../../support/load-balancer-event';
import { orderRow } from '../../support/order-path';
import { databaseEnvironment } from '../../support/postgres';
import { TestShopDatabase } from '../../support/shop-database';
import { TestStoreApi } from '../../support/store-api';
import { useShop } from '../../support/use-shop';
import { writing } from '../../support/writing';

let shop: TestShopDatabase;
let api: TestStoreApi;
useShop((made) => {
  shop = made;
});
beforeEach(() => {
  api = new TestStoreApi(shop.store);
});

describe('products', () => {
  test('are listed and shown for a minute, through the cache', async () => {
    const cache = new LocalCache();
    // Each request goes to another process, so that no answer comes from the memory of the first one.
    const show = async (address: string) => new TestStoreApi(shop.store, { cache }).ask('GET', address);
    const id = await shop.product({ priceMinor: 1_250 });
    const list = await show('/api/products?search=Test+product&page=1');
    expect(list).toMatchObject({ statusCode: 200, statusDescription: '200 OK', isBase64Encoded: false });
    expect(list.headers).toMatchObject({
      'cache-control': 'public, max-age=60',
      'content-type': 'application/json; charset=utf-8',
    });
    expect(list.json).toMatchObject({
      page: 1,
      products: expect.arrayContaining([expect.objectContaining({ id, priceMinor: 1_250, currency: 'EUR' })]),
    });
    expect((await show(`/api/products/${id}`)).json).toMatchObject({ id, name: 'Test product' });
    await shop.query('update product set price_minor = 1 where id = $1', [id]);
    expect((await show(`/api/products/${id}`)).json).toMatchObject({ priceMinor: 1_250 });
    await new ReadThrough({ cache, schema: 1 }).invalidate(`product:${id}`);
    await new ReadThrough({ cache, schema: 1 }).invalidate(CATALOGUE_SCOPE);
    expect((await show(`/api/products/${id}`)).json).toMatchObject({ priceMinor: 1 });
  });

  test('are searched 120 times a minute from one address; further searches are refused', async () => {
    api.clock.stop();
    const search = async (path: string, address = '') =>
      api.ask('GET', path, { headers: { 'X-Shop-Viewer-Address': address } });
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

  test('show the current stock, but not how much is reserved', async () => {
    const id = await shop.product({ onHand: 7 });
    await shop.store.transaction(async (unit) => unit.stock.reserve(id, 3));
    const first = await api.ask('GET', `/api/products/${id}/stock`);
    expect(first.json).toEqual({ productId: id, available: 4 });
    expect(first.headers?.['cache-control']).toBe('no-store');
    await shop.store.transaction(async (unit) => unit.stock.reserve(id, 1));
    expect((await api.ask('GET', `/api/products/${id}/stock`)).json).toEqual({ productId: id, available: 3 });
  });

  test('that do not exist, are not for sale or have a malformed id are not found', async () => {
    const hidden = await shop.product({ active: false });
    for (const id of [ulid(), hidden, 'x', '%2e%2e']) {
      expect((await api.ask('GET', `/api/products/${id}`)).statusCode).toBe(404);
      expect((await api.ask('GET', `/api/products/${id}/stock`)).statusCode).toBe(404);
    }
  });

  test.each([
    'page=0',
    'page=1001',
    'page=x',
    'page=',
    `search=${'a'.repeat(81)}`,
    'search=%00x',
    'search=%ff',
    'sort=name',
  ])('%s is malformed', async (query) => {
    const result = await api.ask('GET', `/api/products?${query}`);
    expect(result.statusCode).toBe(400);
    expect(result.headers?.['content-type']).toBe('application/problem+json; charset=utf-8');
    expect(result.json).toMatchObject({ status: 400, title: 'Bad Request', detail: expect.any(String) });
  });
});

describe('everything else', () => {
  test('an unknown path is answered with 404, a wrong method with 405 and the allowed ones', async () => {
    expect((await api.ask('GET', '/api/other')).statusCode).toBe(404);
    expect(await api.ask('DELETE', '/api/orders')).toMatchObject({
      statusCode: 405,
      headers: { allow: 'POST, GET, HEAD' },
    });
    expect(await api.ask('POST', '/api/products')).toMatchObject({ statusCode: 405, headers: { allow: 'GET, HEAD' } });
    expect((await api.ask('GET', '/api/products/%ff')).statusCode).toBe(400);
  });

  test('HEAD is GET without the body', async () => {
    expect(await api.ask('HEAD', '/api/products')).toMatchObject({ statusCode: 200, body: '' });
  });

  test('a missing schema requests migrations and is answered with 503; an error shows no detail', async () => {
    api.schemaReady = async () => {
      throw new StoreError('schema', new Error('relation does not exist'));
    };
    expect(await api.ask('GET', '/api/products')).toMatchObject({ statusCode: 503, headers: { 'retry-after': '5' } });
    expect(api.migrations.requests).toBe(1);
    api.schemaReady = async () => {
      throw new StoreError('unavailable', new Error('ECONNREFUSED'));
    };
    expect(await api.ask('GET', '/api/products')).toMatchObject({ statusCode: 503, headers: { 'retry-after': '5' } });
    api.schemaReady = async () => {
      throw new BusyError(200);
    };
    expect(await api.ask('GET', '/api/products')).toMatchObject({ statusCode: 503, headers: { 'retry-after': '2' } });
    api.schemaReady = async () => {
      throw new Error('the secret is 1234');
    };
    const mistake = await api.ask('GET', '/api/products');
    expect(mistake.statusCode).toBe(500);
    expect(mistake.body).not.toContain('1234');
  });

  test('a request is one line of the log, without order number, address and access token', async () => {
    const accessToken = newAccessToken();
    const row = orderRow({ email: 'fay@example.com', accessToken });
    await writing(shop.store).orders.insert(row);
    const headers = { authorization: `Bearer ${accessToken}`, cookie: `__Host-orders=${row.id}${accessToken}` };
    expect((await api.ask('GET', `/api/orders/${row.id}`, { headers })).statusCode).toBe(200);
    const lines = jest.mocked(output.line).mock.calls.map(([line]) => String(line));
    expect(lines).toHaveLength(1);
    const told = { message: 'request', method: 'GET', route: '/api/orders/{id}', status: 200, trace: 'Root=1-2' };
    expect(JSON.parse(lines[0])).toMatchObject(told);
    for (const secret of [row.id, 'fay', accessToken]) expect(lines[0]).not.toContain(secret);
  });

  test('the function configures itself from its environment', async () => {
    const aws = await AwsStandIn.start();
    aws.useInThisProcess();
    const saved = { ...process.env };
    Object.assign(process.env, databaseEnvironment(shop.config), {
      ORDER_QUEUE_URL: aws.queueUrl('orders'),
      MIGRATION_QUEUE_URL: aws.queueUrl('migrations'),
    });
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
