import { AddressInfo } from 'net';
import { FastifyInstance } from 'fastify';
import { testStorefront } from './support/storefront';
import { output } from '../../../../shop/adapters/telemetry/log';
import { Store } from '../../../../shop/ports/store';
import { buildApp } from '../../../../shop/presentation/storefront/app';
import { HTTP_TIMEOUTS } from '../../../../shop/presentation/storefront/http-timeouts';
import { rawRequest } from '../../local/load-balancer/raw-request';

const store = { read: {} } as Store;

let app: FastifyInstance;
let port: number;

beforeEach(async () => {
  jest.spyOn(output, 'line').mockImplementation(() => undefined);
  const timeouts = { headersTimeout: 200, requestTimeout: 400, connectionsCheckingInterval: 50 };
  app = buildApp(testStorefront(store), timeouts);
  await app.listen({ port: 0, host: '127.0.0.1' });
  ({ port } = app.server.address() as AddressInfo);
});
afterEach(async () => {
  await app.close();
  jest.restoreAllMocks();
});

const FORM = 'Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 9\r\n\r\n';

test.each([
  ['nothing at all', ''],
  ['half a line', 'GET /u'],
  ['half of the headers', 'GET /up HTTP/1.1\r\nHost: shop\r\nX-Slow: '],
  ['half a form', `POST /sign-in HTTP/1.1\r\nHost: shop\r\n${FORM}a`],
])('a request that never ends is closed: %s', async (_, text) => {
  await rawRequest(port, text);
  expect(app.server).toMatchObject({ headersTimeout: 200, requestTimeout: 400 });
  expect((await fetch(`http://127.0.0.1:${port}/up`)).status).toBe(200);
});

test.each(['http://shop.example/none', 'none', 'http://['])('%s in the first line is answered', async (target) => {
  const answer = await rawRequest(port, `GET ${target} HTTP/1.1\r\nHost: shop\r\nConnection: close\r\n\r\n`);
  expect(answer).toMatch(/^HTTP\/1\.1 (400|404)/);
});

test('without an option a server waits ten seconds for headers and fifteen for all of a request', async () => {
  const usual = buildApp(testStorefront(store));
  const { headersTimeout, requestTimeout } = usual.server;
  expect({ headersTimeout, requestTimeout, connectionsCheckingInterval: 5_000 }).toEqual(HTTP_TIMEOUTS);
  expect(HTTP_TIMEOUTS).toMatchObject({ headersTimeout: 10_000, requestTimeout: 15_000 });
  await usual.close();
});
