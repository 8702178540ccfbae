import { Product } from '../../domain/inventory/product';

export interface ProductPage {
  readonly products: readonly Product[];
  /** The next page's number, absent on the last. */
  readonly nextPage?: number;
}

export interface Catalogue {
  find(id: string): Promise<Product | undefined>;
  findMany(ids: readonly string[]): Promise<readonly Product[]>;
  /** Active products by name, or the best matches first; pages count from 1. */
  search(query: { readonly search?: string; readonly page?: number; readonly pageSize?: number }): Promise<ProductPage>;
}
