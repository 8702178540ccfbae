import { FastifyInstance } from 'fastify';
import { registerNewProduct } from './new-product';
import { registerPictures } from './pictures';
import { registerProduct } from './product';
import { registerProductList } from './product-list';
import { registerStock } from './stock';
import { Storefront } from '../storefront';

/** What sellers and administrators do with products. */
export function registerSeller(app: FastifyInstance, shop: Storefront): void {
  registerProductList(app, shop);
  registerNewProduct(app, shop);
  registerProduct(app, shop);
  registerStock(app, shop);
  registerPictures(app, shop);
}
