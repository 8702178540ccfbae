import { ReadThrough } from './read-through';
import { Product } from '../../domain/inventory/product';
import { CATALOGUE_SCOPE, productScope } from '../../domain/inventory/scopes';
import { Catalogue, ProductPage } from '../../ports/repositories/catalogue';
import { ProductQuery, StorefrontCatalogue } from '../../ports/storefront-catalogue';

/** Reads through the cache, and their invalidation. */
export type CatalogueReads = Pick<ReadThrough, 'read' | 'invalidate'>;

/** Catalogue that visitors see, from cached copies if there are any. Checkout never reads stock or prices from it. */
export class CachedCatalogue implements StorefrontCatalogue {
  constructor(
    private readonly catalogue: Pick<Catalogue, 'find' | 'search'>,
    private readonly reads: CatalogueReads,
  ) {}

  /** Returns a product that is on sale. */
  async find(id: string): Promise<Product | undefined> {
    const product = await this.reads.read({ kind: 'product', id, scope: productScope(id) }, async () =>
      this.catalogue.find(id),
    );
    return product?.active ? product : undefined;
  }

  async search({ search = '', page, pageSize }: ProductQuery): Promise<ProductPage> {
    const words = search.trim().replace(/\s+/g, ' ').toLowerCase();
    const key = { kind: 'list', id: `${pageSize}/${page}/${words}`, scope: CATALOGUE_SCOPE };
    return this.reads.read(key, async () =>
      this.catalogue.search({ search: words === '' ? undefined : words, page, pageSize }),
    );
  }

  /** Invalidates all copies of a scope, as an `invalidate` message demands. */
  async forget(scope: string): Promise<void> {
    await this.reads.invalidate(scope);
  }
}
