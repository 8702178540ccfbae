import cookie from '@fastify/cookie';
import formbody from '@fastify/formbody';
import fastify, { FastifyInstance } from 'fastify';
import { registerBackOffice } from './back-office/register';
import { answerError } from './errors';
import { HTTP_TIMEOUTS, HttpTimeouts } from './http-timeouts';
import { NotFound } from './page-error';
import { logRequests } from './request-log';
import { registerAccount } from './routes/account';
import { registerCart } from './routes/cart';
import { registerCatalogue } from './routes/catalogue';
import { registerCheckout } from './routes/checkout';
import { registerFindOrder } from './routes/find-order';
import { registerHealth } from './routes/health';
import { registerOrders } from './routes/orders';
import { registerRegistration } from './routes/register';
import { registerReset } from './routes/reset';
import { registerSignIn } from './routes/sign-in';
import { registerStatic } from './routes/static';
import { registerUnsubscribe } from './routes/unsubscribe';
import { securityHeaders } from './security-headers';
import { Storefront } from './storefront';
import { registerVisitors } from './visitor';

export type { Storefront } from './storefront';

/** The largest form of visitors is a checkout with as many lines as an order may have. */
const FORM_BYTES = 16 * 1024;

/**
 * Builds the server of the storefront with all its routes; it does not listen yet.
 *
 * @param timeouts - limits for requests that arrive slowly; tests use shorter ones
 */
export function buildApp(shop: Storefront, timeouts: HttpTimeouts = HTTP_TIMEOUTS): FastifyInstance {
  const headers = securityHeaders(shop);
  const app = fastify({
    logger: false,
    bodyLimit: FORM_BYTES,
    // Fastify passes on this timeout only; the others go to Node by `http`.
    requestTimeout: timeouts.requestTimeout,
    http: timeouts,
    // Longer than the load balancer keeps a connection (60 s), so that the server never closes one in use.
    keepAliveTimeout: 65_000,
    routerOptions: { maxParamLength: 64 },
    // No hook runs for an address that cannot be decoded.
    frameworkErrors: async (error, request, reply) => answerError(shop, error, request, reply.headers(headers)),
    // No route declares a schema, so the compilers are left out of the bundle.
    schemaController: { compilersFactory: { buildValidator: noSchemas, buildSerializer: noSchemas } },
  });
  logRequests(app, shop);
  app.addHook('onRequest', async (_, reply) => {
    reply.headers(headers);
    if (shop.draining()) reply.header('connection', 'close');
  });
  // Pages accept forms only.
  app.removeAllContentTypeParsers();
  void app.register(cookie);
  void app.register(formbody);
  registerVisitors(app, shop);
  app.setNotFoundHandler(async () => {
    throw new NotFound();
  });
  app.setErrorHandler(async (error, request, reply) => answerError(shop, error, request, reply));

  registerHealth(app, shop);
  registerStatic(app);
  registerCatalogue(app, shop);
  registerCart(app, shop);
  registerCheckout(app, shop);
  registerOrders(app, shop);
  registerFindOrder(app, shop);
  registerSignIn(app, shop);
  registerRegistration(app, shop);
  registerReset(app, shop);
  registerAccount(app, shop);
  registerUnsubscribe(app, shop);
  registerBackOffice(app, shop);
  return app;
}

function noSchemas(): never {
  throw new Error('routes of the storefront declare no schemas: validate in the route');
}
