import { METRICS } from '../../../src/contract/metrics';
import { PATHS } from '../../../src/contract/paths';
import { Limits } from '../../application/limits/limits';
import { UnpaidOrders } from '../../application/limits/unpaid-orders';
import { cancelOrder } from '../../application/orders/cancel-order';
import { changeDelivery as changeDeliveryOf, DELIVERY_CHANGES } from '../../application/orders/change-delivery';
import { readAddress } from '../../domain/address';
import { Product } from '../../domain/inventory/product';
import { readVisitorAddress } from '../../domain/limits/address';
import { isSearch, searchLimit } from '../../domain/limits/searches';
import { Order, OrderLine } from '../../domain/orders/order';
import { encodeOrderMessage, readOrderMessage } from '../../domain/orders/order-message';
import {
  InvalidInput,
  normalizeEmail,
  parseJson,
  readInteger,
  readObject,
  readText,
  readUlid,
} from '../../domain/validation';
import { Log } from '../../ports/log';
import { Metrics } from '../../ports/metrics';
import { OrderQueue } from '../../ports/order-queue';
import { StorefrontCatalogue } from '../../ports/storefront-catalogue';
import { HttpProblem, HttpRequest, HttpResponse, tryAgainLater } from '../http/message';
import { customerOf, ProofOptions, provenOrder, sessionHash } from '../http/order-proof';
import { Route } from '../http/router';
import { orderMails } from '../mails/order-mails';

/** Services and settings of the store API. */
export interface StoreApi extends ProofOptions {
  readonly shopName: string;
  readonly shopUrl?: string;
  readonly catalogue: StorefrontCatalogue;
  readonly limits: Limits;
  readonly unpaidOrders: UnpaidOrders;
  /** Header in which CloudFront writes the visitor's address, in lower case. */
  readonly addressHeader: string;
  readonly orderQueue: OrderQueue;
  readonly log: Log;
  /** Counts refused orders; without it they are only logged. */
  readonly metrics?: Metrics;
  /** Throws while the database does not have the schema of this release. */
  readonly schemaReady: () => Promise<void>;
}

const PAGE_SIZE = 24;
const PUBLIC = { 'cache-control': 'public, max-age=60' };

/** Returns the routes of the store API. */
export function storeApiRoutes(api: StoreApi): readonly Route[] {
  const reading = (
    path: string,
    run: (request: HttpRequest, id: string) => Promise<HttpResponse>,
    method: string = 'GET',
  ): Route => ({
    method,
    path,
    run: async (request, { id }) => {
      await api.schemaReady();
      return run(request, id);
    },
  });
  return [
    reading(`${PATHS.storeApi}products`, async (request) => listProducts(api, request)),
    reading(`${PATHS.storeApi}products/{id}`, async (request, id) => showProduct(api, request, id)),
    reading(`${PATHS.storeApi}products/{id}/stock`, async (request, id) => showStock(api, request, id)),
    // Needs no database: the queue stores the order.
    { method: 'POST', path: PATHS.storeApiOrders, run: async (request) => placeOrder(api, request) },
    reading(PATHS.storeApiOrders, async (request) => showHistory(api, request)),
    reading(`${PATHS.storeApiOrders}/{id}`, async (request, id) => showOrder(api, request, id)),
    reading(`${PATHS.storeApiOrders}/{id}/delivery`, async (request, id) => changeDelivery(api, request, id), 'PUT'),
    reading(`${PATHS.storeApiOrders}/{id}/cancel`, async (request, id) => cancel(api, request, id), 'POST'),
  ];
}

async function listProducts(api: StoreApi, { query, headers }: HttpRequest): Promise<HttpResponse> {
  onlyParameters(query, ['search', 'page']);
  const given = query.get('search');
  const search = given === undefined || given.trim() === '' ? undefined : readText(given, 'search', 80);
  const page = readInteger(
    /^\d+$/.test(query.get('page') ?? '1') ? Number(query.get('page') ?? '1') : undefined,
    'page',
    1,
    1_000,
  );
  if (isSearch(search, page)) await refuseMany(api, headers);
  const { products, nextPage } = await api.catalogue.search({ search, page, pageSize: PAGE_SIZE });
  return { status: 200, headers: PUBLIC, body: { products: products.map(productView), page, nextPage } };
}

/** Counts a search by address, and answers 429 beyond the limit: searches are the costliest anonymous requests. */
async function refuseMany({ limits, addressHeader }: StoreApi, headers: HttpRequest['headers']): Promise<void> {
  const wait = await limits.exceeded(searchLimit(readVisitorAddress(headers.get(addressHeader))));
  if (wait !== undefined) throw new HttpProblem(429, 'too many searches', { 'retry-after': String(wait) });
}

async function showProduct({ catalogue }: StoreApi, { query }: HttpRequest, id: string): Promise<HttpResponse> {
  onlyParameters(query, []);
  const product = await catalogue.find(idOf(id));
  if (!product) throw notFound();
  return { status: 200, headers: PUBLIC, body: productView(product) };
}

/** Returns the stock of a product on sale, from the database: a cached number could offer what is sold. */
async function showStock({ store, catalogue }: StoreApi, { query }: HttpRequest, id: string): Promise<HttpResponse> {
  onlyParameters(query, []);
  const product = await catalogue.find(idOf(id));
  const level = product && (await store.read.stock.find(product.id));
  if (!level) throw notFound();
  return {
    status: 200,
    headers: { 'cache-control': 'no-store' },
    body: { productId: level.productId, available: level.onHand - level.reserved },
  };
}

/** Accepts an order as soon as the queue has it, also while the database is unavailable. */
async function placeOrder(api: StoreApi, request: HttpRequest): Promise<HttpResponse> {
  onlyParameters(request.query, []);
  const message = readOrderMessage(jsonBody(request));
  const { headers } = request;
  const visitor = {
    session: sessionHash(headers, api.secureCookies),
    address: readVisitorAddress(headers.get(api.addressHeader)),
  };
  const admission = await api.unpaidOrders.admit(message, visitor);
  if ('refusedBy' in admission) {
    const { refusedBy, waitSeconds } = admission;
    api.metrics?.add(METRICS.ordersRefused, 1, { by: refusedBy });
    api.log.warn('order refused', { event: 'order.refused', by: refusedBy });
    throw new HttpProblem(
      429,
      `there are too many unpaid orders of this ${refusedBy}: pay or cancel one, or try again later`,
      { 'retry-after': String(waitSeconds) },
    );
  }
  try {
    await api.orderQueue.send(encodeOrderMessage({ ...message, internal: admission }));
  } catch (error) {
    api.log.error('order queue did not accept an order', { orderId: message.orderId, error });
    await api.unpaidOrders.settle(message.orderId);
    throw tryAgainLater('orders cannot be taken right now', 5);
  }
  return {
    status: 202,
    headers: { location: `${PATHS.storeApiOrders}/${message.orderId}` },
    body: { orderId: message.orderId, state: 'received' },
  };
}

async function showOrder(api: StoreApi, request: HttpRequest, id: string): Promise<HttpResponse> {
  const order = await ownOrder(api, request, id);
  return { status: 200, body: orderView(order, await api.store.read.orders.lines(order.id)) };
}

/** Lists the orders of the signed-in account, newest first. Only a session opens the list. */
async function showHistory(api: StoreApi, request: HttpRequest): Promise<HttpResponse> {
  onlyParameters(request.query, []);
  const customerId = await customerOf(api, request);
  if (customerId === undefined) {
    throw new HttpProblem(401, 'sign in to see the orders of an account; a single order opens with its access token');
  }
  const orders = await api.store.read.orders.findByCustomer(customerId);
  return { status: 200, body: { orders: orders.map((each) => orderView(each)) } };
}

async function changeDelivery(api: StoreApi, request: HttpRequest, id: string): Promise<HttpResponse> {
  const address = readAddress(jsonBody(request));
  const order = await ownOrder(api, request, id);
  const wait = await api.limits.exceeded({ ...DELIVERY_CHANGES, of: normalizeEmail(order.email) });
  if (wait !== undefined) {
    throw new HttpProblem(429, 'the delivery address was changed too often: try again later', {
      'retry-after': String(wait),
    });
  }
  const changed = await changeDeliveryOf(api.store, order.id, address, {
    mails: orderMails(api),
    now: api.clock.now(),
  });
  if (!changed) throw new HttpProblem(409, 'the delivery address cannot be changed any more');
  return { status: 200, body: orderView(changed) };
}

/** Cancels an unpaid order. The body must be JSON, such as `{}`, which a form on another site cannot send. */
async function cancel(api: StoreApi, request: HttpRequest, id: string): Promise<HttpResponse> {
  jsonBody(request);
  const order = await ownOrder(api, request, id);
  const state = await cancelOrder(api.store, order.id);
  if (state !== 'cancelled') throw new HttpProblem(409, 'the order cannot be cancelled any more');
  return { status: 200, body: orderView({ ...order, state }) };
}

/** Returns the order when the request proves access to it; answers 404 otherwise. */
async function ownOrder(api: StoreApi, request: HttpRequest, id: string): Promise<Order> {
  onlyParameters(request.query, []);
  return provenOrder(api, request, idOf(id));
}

function jsonBody({ headers, body }: HttpRequest): unknown {
  if (!/^application\/json\s*(;|$)/i.test(headers.get('content-type') ?? '')) {
    throw new HttpProblem(415, 'the body must be application/json');
  }
  return readObject(parseJson(body.toString('utf8'), 'body'), 'body');
}

/** Answers 400 for an unknown parameter: ignoring a misspelt one would give a wrong answer. */
function onlyParameters(query: ReadonlyMap<string, string>, allowed: readonly string[]): void {
  const unknown = [...query.keys()].find((name) => !allowed.includes(name));
  if (unknown !== undefined) {
    invalid('query', allowed.length === 0 ? 'takes no parameters here' : `takes only ${allowed.join(' and ')} here`);
  }
}

/** Returns the id; answers 404 when it cannot be one. */
function idOf(id: string): string {
  try {
    return readUlid(id, 'id');
  } catch {
    throw notFound();
  }
}

function invalid(field: string, problem: string): never {
  throw new InvalidInput(field, problem);
}

function notFound(): HttpProblem {
  return new HttpProblem(404, 'there is nothing here');
}

function productView({ id, sku, name, description, priceMinor, currency }: Product): object {
  return { id, sku, name, description, priceMinor, currency };
}

function orderView(order: Order, lines?: readonly OrderLine[]): object {
  const { id, state, reason, totalMinor, currency, address, test, placedAt } = order;
  return { id, state, reason, totalMinor, currency, address, test, placedAt: placedAt.toISOString(), lines };
}
