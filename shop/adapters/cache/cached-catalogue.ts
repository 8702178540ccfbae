import { ReadThrough } from './read-through';
import { Product } from '../../domain/inventory/product';
import { CATALOGUE_SCOPE, productScope } from '../../domain/inventory/scopes';
import { Catalogue, ProductPage } from '../../ports/repositories/catalogue';
import { ProductQuery, StorefrontCatalogue } from '../../ports/storefront-catalogue';

export type CatalogueReads = Pick<ReadThrough, 'read' | 'invalidate'>;

/** What visitors see of the catalogue, from copies where there are some. Stock and prices at checkout never come from here. */
export class CachedCatalogue implements StorefrontCatalogue {
  constructor(
    private readonly catalogue: Pick<Catalogue, 'find' | 'search'>,
    private readonly reads: CatalogueReads,
  ) {}

  /** A product that is on sale. */
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

  /** What an `invalidate` effect asks for: copies of this scope are not found any more. */
  async forget(scope: string): Promise<void> {
    await this.reads.invalidate(scope);
  }
}
