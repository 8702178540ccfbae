import { request } from 'http';
import { AddressInfo } from 'net';
import type { FastifyInstance } from 'fastify';
import { WebAclEvaluator } from './support/evaluator';
import { webAclOfExample } from './support/template-rules';
import type { Statement } from './support/template-rules';
import { output } from '../../shop/adapters/telemetry/log';
import { fromLoadBalancer } from '../../shop/handlers/http/load-balancer';
import type { Store } from '../../shop/ports/store';
import { findRoute } from '../../shop/presentation/http/router';
import type { Route } from '../../shop/presentation/http/router';
import { storeApiRoutes } from '../../shop/presentation/store-api/routes';
import type { StoreApi } from '../../shop/presentation/store-api/routes';
import { buildApp } from '../../shop/presentation/storefront/app';
import { testStorefront } from '../shop/presentation/storefront/support/storefront';
import { loadBalancerEvent } from '../shop/support/load-balancer-event';

/** The ways to write a path that a router, a proxy or a firewall may take for the same. */
function disguises(path: string): string[] {
  const letter = path.search(/[a-z]/);
  const hex = (character: string) => `%${character.charCodeAt(0).toString(16)}`;
  const encoded = (index: number) => `${path.slice(0, index)}${hex(path[index])}${path.slice(index + 1)}`;
  return [
    path,
    `${path}?x=1`,
    `${path}#x`,
    `${path}/`,
    `${path};x`,
    `${path}%20`,
    `${path}%3fx`,
    `${path}%00`,
    `${path}/..`,
    `${path}/.`,
    `/${path}`,
    `//${path}`,
    `/.${path}`,
    `/x/..${path}`,
    `/x/%2e%2e${path}`,
    `${path}/../x`,
    path.replace(/\//g, '\\'),
    path.replace(/\//g, '%2f'),
    path.toUpperCase(),
    path.replace(/[a-z]/, (first) => first.toUpperCase()),
    `http://shop.example.com${path}`,
    encoded(letter),
    encoded(letter).toUpperCase(),
    encoded(path.length - 1),
    encoded(0),
    encoded(letter).replace('%', '%25'),
    [...path].map(hex).join(''),
    [...path].map((character) => (character === '/' ? '/' : hex(character))).join(''),
  ];
}

/** Paths of the shop with the rule that counts them. */
const PAGES = [
  ['/sign-in', 'POST', 'sign-in-limit'],
  ['/reset', 'POST', 'reset-limit'],
  ['/reset/code', 'POST', 'reset-limit'],
  ['/checkout', 'POST', 'checkout-limit'],
  ['/cart/add', 'POST', 'cart-limit'],
  ['/cart/update', 'POST', 'cart-limit'],
  ['/cart/remove', 'POST', 'cart-limit'],
] as const;
const FUNCTIONS = [
  ['/api/orders', 'POST', 'orders-limit'],
  ['/api/orders/1/delivery', 'PUT', 'orders-limit'],
  ['/api/orders/../delivery', 'PUT', 'orders-limit'],
  ['/webhooks/payments/signed', 'POST', 'webhooks-limit'],
  ['/webhooks/payments/demo/checkout/1', 'POST', 'webhooks-limit'],
] as const;

function counts(example: string, name: string, method: string, target: string): boolean {
  const webAcl = webAclOfExample(example);
  const rate = webAcl.Rules.find((rule) => rule.Name === name)?.Statement.RateBasedStatement;
  const asked = { at: 0, address: '203.0.113.1', method, target };
  return new WebAclEvaluator(webAcl).matches(rate?.ScopeDownStatement as Statement, asked);
}

const run: Route['run'] = async () => ({ status: 200 });
/**
 * Returns the routes of the function. Those of payments require a database, so their paths are repeated here
 * (`payment-verification.ts`).
 */
const routes = (): readonly Route[] => [
  ...storeApiRoutes({} as StoreApi),
  { method: 'POST', path: '/webhooks/payments/signed', run },
  { method: 'POST', path: '/webhooks/payments/demo/checkout/{orderId}', run },
];

function functionRoute(method: string, target: string): string | undefined {
  try {
    return findRoute(routes(), fromLoadBalancer(loadBalancerEvent(method, target))).route.path;
  } catch {
    return undefined;
  }
}

let app: FastifyInstance;
let port: number;
let route: string | undefined;

beforeAll(async () => {
  jest.spyOn(output, 'line').mockImplementation(() => undefined);
  app = buildApp(testStorefront({ read: {} } as unknown as Store));
  // The router has decided; no other code of the shop runs.
  app.addHook('onRequest', async (asked, reply) => {
    route = asked.is404 ? undefined : asked.routeOptions.url;
    return reply.code(204).send();
  });
  await app.listen({ port: 0, host: '127.0.0.1' });
  ({ port } = app.server.address() as AddressInfo);
});

afterAll(async () => {
  await app.close();
  jest.restoreAllMocks();
});

/** The route of the real storefront that takes a request, sent by Node's own client: it sends addresses as they are. */
async function pageRoute(method: string, path: string): Promise<string | undefined> {
  route = undefined;
  await new Promise<void>((resolve, reject) => {
    request({ host: '127.0.0.1', port, method, path, agent: false }, (response) => response.resume().on('end', resolve))
      .on('error', reject)
      .end();
  });
  return route;
}

test.each(PAGES)('every form of %s that the storefront accepts is counted', async (path, method, rule) => {
  const taken: string[] = [];
  for (const target of disguises(path)) {
    if ((await pageRoute(method, target)) === path) taken.push(target);
  }
  // Else this test proves nothing.
  expect(taken).toEqual(expect.arrayContaining([path, `${path}?x=1`]));
  expect(taken.length).toBeGreaterThan(2);
  process.stdout.write(`${method} ${path} is also reached by ${taken.slice(2).join(' ')}\n`);
  for (const example of ['minimal', 'production']) {
    expect(taken.filter((target) => !counts(example, rule, method, target))).toEqual([]);
  }
});

test.each(FUNCTIONS)('every form of %s that a function accepts is counted', (path, method, rule) => {
  const expected = functionRoute(method, path);
  expect(expected).toBeDefined();
  const taken = disguises(path).filter((target) => functionRoute(method, target) === expected);
  process.stdout.write(`${method} ${path} is also reached by ${taken.slice(2).join(' ')}\n`);
  for (const example of ['minimal', 'production']) {
    expect(taken.filter((target) => !counts(example, rule, method, target))).toEqual([]);
  }
});

test.each([...PAGES, ...FUNCTIONS])('reading is not counted: GET %s', (path, _, rule) => {
  expect(counts('production', rule, 'GET', path)).toBe(false);
  expect(counts('production', rule, 'POST', '/products/1')).toBe(false);
});

test('the general limit counts all requests except plain webhooks, and also encoded webhooks', () => {
  expect(counts('production', 'rate-limit', 'POST', '/webhooks/payments/signed')).toBe(false);
  expect(counts('production', 'rate-limit', 'POST', '/%77ebhooks/payments/signed')).toBe(true);
  expect(counts('production', 'rate-limit', 'GET', '/webhooks/payments/demo/checkout/1')).toBe(true);
  expect(counts('production', 'rate-limit', 'POST', '/sign-in')).toBe(true);
});
