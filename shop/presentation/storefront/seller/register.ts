import { FastifyInstance } from 'fastify';
import { registerNewProduct } from './new-product';
import { registerPictures } from './pictures';
import { registerProduct } from './product';
import { registerProductList } from './product-list';
import { registerStock } from './stock';
import { Storefront } from '../storefront';

/**
 * Registers all pages about products for sellers and administrators.
 *
 * @param app - must have the visitor hook, which reads the session before each route
 */
export function registerSeller(app: FastifyInstance, shop: Storefront): void {
  registerProductList(app, shop);
  registerNewProduct(app, shop);
  registerProduct(app, shop);
  registerStock(app, shop);
  registerPictures(app, shop);
}
