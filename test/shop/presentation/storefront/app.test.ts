import { IncomingHttpHeaders, request } from 'http';
import { AddressInfo, connect } from 'net';
import { FastifyInstance } from 'fastify';
import { testStorefront } from './support/storefront';
import { output } from '../../../../shop/adapters/telemetry/log';
import { BusyError } from '../../../../shop/application/limits/concurrency-limit';
import { StoreError } from '../../../../shop/application/store-error';
import { Product } from '../../../../shop/domain/inventory/product';
import { ProductPage } from '../../../../shop/ports/repositories/catalogue';
import { Store } from '../../../../shop/ports/store';
import { buildApp } from '../../../../shop/presentation/storefront/app';
import { STYLE_PATH } from '../../../../shop/presentation/storefront/style';
import { TestMigrationRequests } from '../../support/external-services';
import { until } from '../../support/web-process';

const ID = '01ARZ3NDEKTSV4RRFFQ69G5FAV';
const product: Product = {
  id: ID,
  sku: 'S',
  name: 'Cup',
  description: 'A cup',
  priceMinor: 500,
  currency: 'EUR',
  active: true,
  version: 1,
};

interface Page {
  readonly statusCode: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

let app: FastifyInstance;
let port: number;
let draining: boolean;
let search: jest.Mock<Promise<ProductPage>>;
let find: jest.Mock<Promise<Product | undefined>>;
let stock: jest.Mock;
let schemaReady: () => Promise<void>;
let migrations: TestMigrationRequests;

beforeEach(async () => {
  draining = false;
  schemaReady = async () => undefined;
  search = jest.fn(async () => ({ products: [product] }));
  find = jest.fn(async () => product);
  stock = jest.fn(async () => ({ productId: ID, onHand: 5, reserved: 3, lowMark: 0 }));
  const store = { read: { catalogue: { find, search }, stock: { find: stock } } } as unknown as Store;
  const shop = testStorefront(store, { schemaReady: async () => schemaReady(), draining: () => draining });
  ({ migrations } = shop);
  app = buildApp(shop);
  jest.spyOn(output, 'line').mockImplementation(() => undefined);
  await app.listen({ port: 0, host: '127.0.0.1' });
  ({ port } = app.server.address() as AddressInfo);
});

afterEach(async () => {
  await app.close();
  jest.restoreAllMocks();
});

/** Sends a request by Node's client, which does not change addresses. */
async function ask(method: string, path: string, headers: Record<string, string> = {}): Promise<Page> {
  return new Promise((resolve, reject) => {
    request({ host: '127.0.0.1', port, method, path, headers, agent: false }, (response) => {
      let body = '';
      response
        .setEncoding('utf8')
        .on('data', (chunk) => {
          body += chunk;
        })
        .on('end', () => resolve({ statusCode: response.statusCode ?? 0, headers: response.headers, body }));
    })
      .on('error', reject)
      .end();
  });
}

const get = async (path: string) => ask('GET', path);

describe('storefront', () => {
  test('lists products with every header that protects the page', async () => {
    const page = await get('/?q=%20Tea%00cup%20&page=2');
    expect(page.statusCode).toBe(200);
    expect(page.headers['content-type']).toBe('text/html; charset=utf-8');
    expect(page.headers['content-security-policy']).toContain("default-src 'none'");
    expect(page.headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'cache-control': 'public, max-age=30',
    });
    expect(page.body).toContain('Cup');
    expect(search).toHaveBeenCalledWith({ search: 'tea cup', page: 2, pageSize: 24 });
  });

  test('a repeated search is one query', async () => {
    await get('/?q=a');
    await get('/?q=A');
    expect(search).toHaveBeenCalledTimes(1);
  });

  test.each(['/?page=0', '/?page=1.5', '/?page=x', '/?page=1001', '/products/x', '/other', '/products/a/b'])(
    '%s is not found',
    async (url) => {
      const page = await get(url);
      expect(page.statusCode).toBe(404);
      expect(page.headers['cache-control']).toBe('no-store');
      expect(page.body).toContain('Page not found');
    },
  );

  test('a parameter that comes twice is ignored, an address that cannot be decoded is 400', async () => {
    expect((await get('/?q=a&q=b')).statusCode).toBe(200);
    expect(search).toHaveBeenCalledWith({ search: undefined, page: 1, pageSize: 24 });
    const bad = await get('/products/%ff');
    expect(bad.statusCode).toBe(400);
    expect(bad.headers['x-content-type-options']).toBe('nosniff');
    expect(bad.body).toContain('That did not work');
  });

  test('shows a product with its stock, or without it while it cannot be read', async () => {
    expect((await get(`/products/${ID}`)).body).toContain('Only 2 left');
    stock.mockRejectedValue(new StoreError('unavailable', new Error('away')));
    const page = await get(`/products/${ID}`);
    expect(page.statusCode).toBe(200);
    expect(page.body).not.toContain('left');
    stock.mockResolvedValue(undefined);
    expect((await get(`/products/${ID}`)).statusCode).toBe(200);
  });

  test('a product that is not for sale is not found', async () => {
    find.mockResolvedValue({ ...product, active: false });
    expect((await get(`/products/${ID}`)).statusCode).toBe(404);
  });

  test('browsers may cache the style sheet forever', async () => {
    const style = await get(STYLE_PATH);
    expect(style.headers).toMatchObject({
      'content-type': 'text/css; charset=utf-8',
      'cache-control': 'public, max-age=31536000, immutable',
    });
    expect((await get('/static/other.css')).statusCode).toBe(404);
  });

  test('health needs neither database nor cache, and is not logged', async () => {
    schemaReady = async () => {
      throw new StoreError('unavailable', new Error('away'));
    };
    expect((await get('/up')).statusCode).toBe(200);
    expect(output.line).not.toHaveBeenCalled();
    draining = true;
    const health = await get('/up');
    expect(health.statusCode).toBe(503);
    expect(health.headers.connection).toBe('close');
    expect((await get('/')).statusCode).toBe(503);
  });

  test('a missing schema requests migrations and is answered with 503', async () => {
    schemaReady = async () => {
      throw new StoreError('schema', new Error('none'));
    };
    const page = await get('/');
    expect(page.statusCode).toBe(503);
    expect(page.headers).toMatchObject({ 'retry-after': '5', 'cache-control': 'no-store' });
    expect(migrations.requests).toBe(1);
  });

  test.each([new StoreError('unavailable', new Error('ECONNREFUSED 10.0.0.1')), new BusyError(200)])(
    '%s is answered with 503',
    async (error) => {
      search.mockRejectedValue(error);
      const page = await get('/');
      expect(page.statusCode).toBe(503);
      expect(page.headers['retry-after']).toBe('5');
      expect(page.body).not.toContain('10.0.0.1');
    },
  );

  test('an error of the shop is answered without detail', async () => {
    search.mockRejectedValue(new Error('secret 1234'));
    const page = await get('/');
    expect(page.statusCode).toBe(500);
    expect(page.body).not.toContain('1234');
  });

  test('a request is one line of the log, without the search words', async () => {
    await get('/?q=illness');
    const lines = jest.mocked(output.line).mock.calls.map(([line]) => String(line));
    expect(lines).toHaveLength(1);
    expect(JSON.parse(lines[0])).toMatchObject({
      level: 'INFO',
      message: 'request',
      method: 'GET',
      path: '/',
      status: 200,
    });
    expect(lines[0]).not.toContain('illness');
  });

  test('the list of products takes no POST', async () => {
    expect((await ask('HEAD', '/')).statusCode).toBe(200);
    expect((await ask('POST', '/')).statusCode).toBe(404);
  });

  test('input that is not HTTP, or too long, does not stop the server', async () => {
    await new Promise<void>((resolve) => {
      connect(port, '127.0.0.1')
        .on('close', () => resolve())
        .on('error', () => resolve())
        .resume()
        .end('nonsense\r\n\r\n');
    });
    expect((await ask('GET', '/up', { 'x-long': 'a'.repeat(20_000) })).statusCode).toBe(431);
    expect((await get('/up')).statusCode).toBe(200);
  });

  test('closing lets a running request finish', async () => {
    let finish: (page: ProductPage) => void = () => undefined;
    search.mockReturnValue(
      new Promise((resolve) => {
        finish = resolve;
      }),
    );
    const running = get('/');
    await until(() => search.mock.calls.length > 0, 'the request');
    const closed = app.close();
    setTimeout(() => finish({ products: [product] }), 50);
    expect((await running).statusCode).toBe(200);
    await closed;
    await expect(get('/up')).rejects.toThrow();
  });

  test('a route with a schema is an error, because no validator would check it', async () => {
    const other = buildApp(testStorefront({ read: { catalogue: { find, search } } } as unknown as Store));
    other.get('/checked', { schema: { querystring: { type: 'object' } } }, async () => 'x');
    await expect(other.ready()).rejects.toThrow('declare no schemas');
  });
});
