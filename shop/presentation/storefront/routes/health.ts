import { FastifyInstance } from 'fastify';
import { Storefront } from '../storefront';

/**
 * Registers the health check. It does not test the database, because an outage of the database would make the load
 * balancer remove all servers.
 *
 * @param shop - answers 503 while it shuts down
 */
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
