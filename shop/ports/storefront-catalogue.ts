import { ProductPage } from './repositories/catalogue';
import { Product } from '../domain/inventory/product';

export interface ProductQuery {
  readonly search?: string;
  readonly page: number;
  readonly pageSize: number;
}

/** The catalogue that visitors see. Stock and prices at checkout never come from here: it may be a copy. */
export interface StorefrontCatalogue {
  /** A product that is on sale. */
  find(id: string): Promise<Product | undefined>;
  search(query: ProductQuery): Promise<ProductPage>;
}
