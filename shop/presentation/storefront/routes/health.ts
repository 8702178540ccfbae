import { FastifyInstance } from 'fastify';
import { Storefront } from '../storefront';

/** Shallow on purpose: a database that is away must not make the load balancer take every server out. */
export function registerHealth(app: FastifyInstance, shop: Storefront): void {
  app.get(shop.healthCheckPath, { config: { anonymous: true } }, async (_, reply) => {
    const draining = shop.draining();
    return reply
      .code(draining ? 503 : 200)
      .header('cache-control', 'no-store')
      .type('text/plain')
      .send(draining ? 'draining' : 'ok');
  });
}
