import { Product } from '../../domain/inventory/product';

/** Page of a product list. */
export interface ProductPage {
  readonly products: readonly Product[];
  /** Number of the next page; absent on the last one. */
  readonly nextPage?: number;
}

/** Catalogue of products. */
export interface Catalogue {
  find(id: string): Promise<Product | undefined>;
  findMany(ids: readonly string[]): Promise<readonly Product[]>;
  /** Active products by name, or the best matches first. Pages count from 1. */
  search(query: { readonly search?: string; readonly page?: number; readonly pageSize?: number }): Promise<ProductPage>;
}
