import { rawRequest } from './raw-request';
import { output } from '../../../../shop/adapters/telemetry/log';
import { loadBalanced } from '../../../../shop/local/load-balancer/load-balancer';
import { LocalGateway } from '../../../../shop/local/load-balancer/local-gateway';

const SHORT = { headersTimeout: 200, requestTimeout: 400, connectionsCheckingInterval: 50 };

let gateway: LocalGateway;
let port: number;
let seen: { readonly path?: string; readonly address?: unknown }[];

beforeEach(async () => {
  jest.spyOn(output, 'line').mockImplementation(() => undefined);
  seen = [];
  gateway = await LocalGateway.open(0, SHORT);
  port = Number(new URL(gateway.url).port);
  gateway.serve([
    {
      pathPrefix: '/page',
      answer: ({ url, headers }, response) => {
        seen.push({ path: url, address: headers['x-shop-viewer-address'] });
        response.end('the page');
      },
    },
    {
      pathPrefix: '/api/',
      answer: loadBalanced(async ({ path, headers }) => {
        seen.push({ path, address: headers?.['x-shop-viewer-address'] });
        return { statusCode: 200, body: 'the function' };
      }),
    },
  ]);
});
afterEach(async () => {
  await gateway.close(0);
  jest.restoreAllMocks();
});

const ask = async (target: string, host = 'localhost', method = 'GET', headers = '') =>
  rawRequest(port, `${method} ${target} HTTP/1.1\r\nHost: ${host}\r\n${headers}Connection: close\r\n\r\n`);
const status = (answer: string) => Number(/^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1]);

describe('a request with a full address in its first line', () => {
  test('is answered like a request with a path', async () => {
    expect(await ask(`http://localhost:${port}/page?a=1`)).toContain('the page');
    expect(await ask(`HTTP://127.0.0.1:${port}/api/x?a=1`)).toContain('the function');
    expect(seen.map(({ path }) => path)).toEqual(['/page?a=1', '/api/x']);
  });

  test.each([
    ['http://evil.example/page', 'localhost'],
    ['http://localhost/page', 'evil.example'],
    ['http://evil.example/page', 'evil.example'],
    ['http://localhost@evil.example/page', 'localhost'],
    ['https://127.0.0.1.evil.example/page', 'localhost'],
  ])('is refused for another host: %s, %s', async (target, host) => {
    expect([status(await ask(target, host)), seen]).toEqual([421, []]);
  });
});

test.each([
  ['/other', 'GET', 404],
  ['http://localhost/other', 'GET', 404],
  ['http://localhost', 'GET', 404],
  ['//page', 'GET', 404],
  ['*', 'OPTIONS', 400],
  ['page', 'GET', 400],
  ['http:///page', 'GET', 400],
  ['ftp://localhost/page', 'GET', 400],
  ['http://[', 'GET', 400],
])('%s (%s), which matches no route, is answered %d', async (target, method, expected) => {
  expect(status(await ask(target, 'localhost', method))).toBe(expected);
});

describe('a request that never ends is closed', () => {
  test.each([
    ['nothing at all', ''],
    ['half a line', 'GET /pa'],
    ['half of the headers', 'GET /page HTTP/1.1\r\nHost: localhost\r\nX-Slow: '],
    ['half a body, to a function', 'POST /api/x HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\n{'],
    ['a chunk of a body', 'POST /api/x HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n1\r\n{\r\n'],
  ])('%s', async (_, text) => {
    await rawRequest(port, text);
    expect(seen).toEqual([]);
    expect((await fetch(`${gateway.url}/page`)).status).toBe(200);
  });
});

describe('the address of the visitor', () => {
  test('is that of the connection by default', async () => {
    await ask('/page');
    await ask('/api/x');
    await ask('/page', 'localhost', 'GET', 'X-Shop-Viewer-Address: \r\n');
    expect(seen.map(({ address }) => address)).toEqual(['127.0.0.1', '127.0.0.1', '127.0.0.1']);
  });

  test('is that of the header, as the edge would set it', async () => {
    const given = 'X-Shop-Viewer-Address: 203.0.113.9\r\n';
    for (const target of ['/page', '/api/x']) await ask(target, 'localhost', 'GET', given);
    expect(seen.map(({ address }) => address)).toEqual(['203.0.113.9', '203.0.113.9']);
  });
});
