import { ProductPage } from './repositories/catalogue';
import { Product } from '../domain/inventory/product';

/** Page of a product search; pages count from 1. */
export interface ProductQuery {
  readonly search?: string;
  readonly page: number;
  readonly pageSize: number;
}

/** Catalogue that visitors see. It may be a cached copy, so checkout never reads stock or prices from it. */
export interface StorefrontCatalogue {
  /** Returns a product that is on sale. */
  find(id: string): Promise<Product | undefined>;
  search(query: ProductQuery): Promise<ProductPage>;
}
