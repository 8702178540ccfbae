import { HttpProblem, HttpRequest, HttpResponse, tryAgainLater } from './http/message';
import { Route } from './http/router';
import { CachedCatalogue } from '../adapters/cache/cached-catalogue';
import { log } from '../adapters/log';
import { ADDRESS_HEADER, readVisitorAddress } from '../domain/limits/address';
import { Limits } from '../domain/limits/limits';
import { isSearch, searchLimit } from '../domain/limits/searches';
import { deliveryMayChange } from '../domain/order';
import { readAddress, readOrderMessage } from '../domain/order-message';
import { InvalidInput, normalizeEmail, parseJson, readEmail, readInteger, readObject, readText, readUlid } from '../domain/validation';
import { OrderQueue } from '../ports';
import { Order, OrderLine, Product, Store } from '../ports/store';

export interface StoreApi {
  readonly store: Store;
  readonly catalogue: CachedCatalogue;
  readonly orderQueue: OrderQueue;
  /** Counts what visitors search. */
  readonly limits: Limits;
  /** Throws while the database does not have the schema of this release. */
  readonly schemaReady: () => Promise<void>;
}

const PAGE_SIZE = 24;
const PUBLIC = { 'cache-control': 'public, max-age=60' };

export function storeApiRoutes(api: StoreApi): readonly Route[] {
  const reading = (path: string, run: (request: HttpRequest, id: string) => Promise<HttpResponse>, method: string = 'GET'): Route => ({
    method,
    path,
    run: async (request, { id }) => {
      await api.schemaReady();
      return run(request, id);
    },
  });
  return [
    reading('/api/products', async (request) => listProducts(api, request)),
    reading('/api/products/{id}', async (request, id) => showProduct(api, request, id)),
    reading('/api/products/{id}/stock', async (request, id) => showStock(api, request, id)),
    // Needs no database: the queue keeps the order until there is one.
    { method: 'POST', path: '/api/orders', run: async (request) => placeOrder(api, request) },
    reading('/api/orders/{id}', async (request, id) => showOrder(api, request, id)),
    reading('/api/orders/{id}/history', async (request, id) => showHistory(api, request, id)),
    reading('/api/orders/{id}/delivery', async (request, id) => changeDelivery(api, request, id), 'PUT'),
  ];
}

async function listProducts({ catalogue, limits }: StoreApi, { query, headers }: HttpRequest): Promise<HttpResponse> {
  onlyParameters(query, ['search', 'page']);
  const given = query.get('search');
  const search = given === undefined || given.trim() === '' ? undefined : readText(given, 'search', 80);
  const page = readInteger(/^\d+$/.test(query.get('page') ?? '1') ? Number(query.get('page') ?? '1') : undefined, 'page', 1, 1_000);
  if (isSearch(search, page)) await refuseMany(limits, headers);
  const { products, nextPage } = await catalogue.search({ search, page, pageSize: PAGE_SIZE });
  return { status: 200, headers: PUBLIC, body: { products: products.map(productView), page, nextPage } };
}

/** Searching is the costliest that a visitor can ask for without an account. */
async function refuseMany(limits: Limits, headers: HttpRequest['headers']): Promise<void> {
  const wait = await limits.exceeded(searchLimit(readVisitorAddress(headers.get(ADDRESS_HEADER))));
  if (wait !== undefined) throw new HttpProblem(429, 'too many searches', { 'retry-after': String(wait) });
}

async function showProduct({ catalogue }: StoreApi, { query }: HttpRequest, id: string): Promise<HttpResponse> {
  onlyParameters(query, []);
  const product = await catalogue.find(idOf(id));
  if (!product) throw notFound();
  return { status: 200, headers: PUBLIC, body: productView(product) };
}

/** Read from the database each time: a cached number would sell what is gone. */
async function showStock({ store }: StoreApi, { query }: HttpRequest, id: string): Promise<HttpResponse> {
  onlyParameters(query, []);
  const level = await store.read.stock.find(idOf(id));
  if (!level) throw notFound();
  return { status: 200, headers: { 'cache-control': 'no-store' }, body: { productId: level.productId, available: level.onHand - level.reserved } };
}

/** Accepted as soon as the queue has it: the database may be away. */
async function placeOrder({ orderQueue }: StoreApi, request: HttpRequest): Promise<HttpResponse> {
  onlyParameters(request.query, []);
  const message = readOrderMessage(jsonBody(request));
  try {
    await orderQueue.send(JSON.stringify(message));
  } catch (error) {
    log.error('order queue did not accept an order', { orderId: message.orderId, error });
    throw tryAgainLater('orders cannot be taken right now', 5);
  }
  return { status: 202, headers: { location: `/api/orders/${message.orderId}` }, body: { orderId: message.orderId, state: 'received' } };
}

async function showOrder(api: StoreApi, request: HttpRequest, id: string): Promise<HttpResponse> {
  const order = await ownOrder(api, request, id);
  return { status: 200, body: orderView(order, await api.store.read.orders.lines(order.id)) };
}

async function showHistory(api: StoreApi, request: HttpRequest, id: string): Promise<HttpResponse> {
  const order = await ownOrder(api, request, id);
  const orders = await api.store.read.orders.findByEmail(order.email);
  return { status: 200, body: { orders: orders.map((each) => orderView(each)) } };
}

async function changeDelivery(api: StoreApi, request: HttpRequest, id: string): Promise<HttpResponse> {
  const address = readAddress(jsonBody(request));
  const order = await ownOrder(api, request, id);
  const changed = deliveryMayChange(order.state) && await api.store.transaction(async (unit) => unit.orders.changeDelivery(order.id, address));
  if (!changed) throw new HttpProblem(409, 'the delivery address cannot be changed any more');
  return { status: 200, body: orderView({ ...order, address }) };
}

/** The order whose number and e-mail address were both given: either alone, or a wrong one, is as if there were none. */
async function ownOrder({ store }: StoreApi, { query }: HttpRequest, id: string): Promise<Order> {
  onlyParameters(query, ['email']);
  const email = readEmail(query.get('email') ?? '', 'email');
  const order = await store.read.orders.find(idOf(id));
  if (!order || normalizeEmail(order.email) !== normalizeEmail(email)) throw notFound();
  return order;
}

function jsonBody({ headers, body }: HttpRequest): unknown {
  if (!/^application\/json\s*(;|$)/i.test(headers.get('content-type') ?? '')) {
    throw new HttpProblem(415, 'the body must be application/json');
  }
  return readObject(parseJson(body.toString('utf8'), 'body'), 'body');
}

/** A misspelt parameter that is ignored would give an answer to another question. */
function onlyParameters(query: ReadonlyMap<string, string>, allowed: readonly string[]): void {
  const unknown = [...query.keys()].find((name) => !allowed.includes(name));
  if (unknown !== undefined) invalid('query', allowed.length === 0 ? 'takes no parameters here' : `takes only ${allowed.join(' and ')} here`);
}

/** What cannot be an id is the id of nothing. */
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
