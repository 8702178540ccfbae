import { FastifyInstance } from 'fastify';
import { BACK_OFFICE_STYLE, BACK_OFFICE_STYLE_PATH } from './style';
import { registerAdmin } from '../admin/register';
import { registerSeller } from '../seller/register';
import { Storefront } from '../storefront';

/**
 * Registers the pages of sellers and administrators. Each route checks the role itself, so that a check that is missing
 * in one route opens no other.
 *
 * @param app - must have the visitor hook, which reads the session before each route
 */
export function registerBackOffice(app: FastifyInstance, shop: Storefront): void {
  app.get(BACK_OFFICE_STYLE_PATH, { config: { anonymous: true } }, async (_, reply) =>
    reply
      .header('cache-control', 'public, max-age=31536000, immutable')
      .type('text/css; charset=utf-8')
      .send(BACK_OFFICE_STYLE),
  );
  registerSeller(app, shop);
  registerAdmin(app, shop);
}
