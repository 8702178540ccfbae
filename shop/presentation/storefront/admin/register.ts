import { FastifyInstance } from 'fastify';
import { registerCampaigns } from './campaigns';
import { registerCustomers } from './customers';
import { registerInvitation } from './invitation';
import { registerOrders } from './orders';
import { registerOverview } from './overview';
import { Storefront } from '../storefront';

/**
 * Registers all pages of administrators.
 *
 * @param app - must have the visitor hook, which reads the session before each route
 */
export function registerAdmin(app: FastifyInstance, shop: Storefront): void {
  registerOverview(app, shop);
  registerOrders(app, shop);
  registerCustomers(app, shop);
  registerCampaigns(app, shop);
  registerInvitation(app, shop);
}
