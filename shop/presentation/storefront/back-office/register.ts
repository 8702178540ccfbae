import { FastifyInstance } from 'fastify';
import { BACK_OFFICE_STYLE, BACK_OFFICE_STYLE_PATH } from './style';
import { registerAdmin } from '../admin/register';
import { registerSeller } from '../seller/register';
import { Storefront } from '../storefront';

/** Everything behind a role. Each route asks for its own: none is open because another was forgotten. */
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
