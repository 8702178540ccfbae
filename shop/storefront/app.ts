import fastify, { FastifyInstance, FastifyReply } from 'fastify';
import { answerError, notFound } from './errors';
import { productPage } from './pages/product';
import { productListPage } from './pages/product-list';
import { logRequests } from './request-log';
import { STYLE, STYLE_PATH } from './style';
import { CachedCatalogue } from '../adapters/cache/cached-catalogue';
import { MigrationRequests } from '../ports';
import { Stock } from '../ports/store';

export interface Storefront {
  readonly shopName: string;
  readonly healthCheckPath: string;
  readonly catalogue: CachedCatalogue;
  readonly stock: Pick<Stock, 'find'>;
  readonly migrations: MigrationRequests;
  /** Throws while the database does not have the schema of this release. */
  readonly schemaReady: () => Promise<void>;
  /** From now on this server shall get no new work. */
  readonly draining: () => boolean;
}

const PAGE_SIZE = 24;
const MAXIMUM_SEARCH = 80;

const SECURITY_HEADERS = {
  'content-security-policy': [
    "default-src 'none'", "style-src 'self'", "img-src 'self' data:", "form-action 'self'", "base-uri 'none'", "frame-ancestors 'none'",
  ].join('; '),
  'strict-transport-security': 'max-age=31536000',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=()',
  'cross-origin-opener-policy': 'same-origin',
};

export function buildApp(shop: Storefront): FastifyInstance {
  const app = fastify({
    logger: false,
    bodyLimit: 1024,
    requestTimeout: 15_000,
    // Longer than the load balancer keeps a connection (60 s), so that it is never this side that closes one in use.
    keepAliveTimeout: 65_000,
    routerOptions: { maxParamLength: 64 },
    // No route declares a schema, so the compilers are left out of the bundle.
    // An address that cannot be decoded comes by none of the hooks.
    frameworkErrors: async (error, _, reply) => answerError(shop, error, reply.headers(SECURITY_HEADERS)),
    schemaController: { compilersFactory: { buildValidator: noSchemas, buildSerializer: noSchemas } },
  });
  logRequests(app, shop.healthCheckPath);
  app.addHook('onRequest', async (_, reply) => {
    reply.headers(SECURITY_HEADERS);
    if (shop.draining()) reply.header('connection', 'close');
  });
  // Shallow on purpose: a database that is away must not make the load balancer take every server out.
  app.get(shop.healthCheckPath, async (_, reply) => {
    const draining = shop.draining();
    return reply.code(draining ? 503 : 200).header('cache-control', 'no-store').type('text/plain').send(draining ? 'draining' : 'ok');
  });
  app.get(STYLE_PATH, async (_, reply) => reply.header('cache-control', 'public, max-age=31536000, immutable').type('text/css; charset=utf-8').send(STYLE));
  app.get<{ Querystring: Record<string, unknown> }>('/', async ({ query }, reply) => {
    await shop.schemaReady();
    const search = text(query.q).slice(0, MAXIMUM_SEARCH);
    const page = text(query.page) === '' ? 1 : Number(text(query.page));
    if (!Number.isInteger(page) || page < 1 || page > 1_000) return notFound(shop, reply);
    const result = await shop.catalogue.search({ search, page, pageSize: PAGE_SIZE });
    return send(reply, productListPage({ shopName: shop.shopName, search, page, result }));
  });
  app.get<{ Params: { id: string } }>('/products/:id', async ({ params }, reply) => {
    await shop.schemaReady();
    const product = /^[0-9A-Z]{26}$/.test(params.id) ? await shop.catalogue.find(params.id) : undefined;
    if (!product) return notFound(shop, reply);
    return send(reply, productPage({ shopName: shop.shopName, product, available: await available(shop, product.id) }));
  });
  app.setNotFoundHandler(async (_, reply) => notFound(shop, reply));
  app.setErrorHandler(async (error, _, reply) => answerError(shop, error, reply));
  return app;
}

/** A page from the cache is better without a number than not at all. */
async function available(shop: Storefront, productId: string): Promise<number | undefined> {
  try {
    const level = await shop.stock.find(productId);
    return level && level.onHand - level.reserved;
  } catch {
    return undefined;
  }
}

function send(reply: FastifyReply, page: string): FastifyReply {
  return reply.header('cache-control', 'public, max-age=30').type('text/html; charset=utf-8').send(page);
}

/** A parameter that comes twice arrives as a list: that is nobody's search. */
function text(value: unknown): string {
  return typeof value === 'string' ? value.replace(/[\u0000-\u001f\u007f]/g, ' ').trim() : '';
}

function noSchemas(): never {
  throw new Error('routes of the storefront declare no schemas: validate in the route');
}
