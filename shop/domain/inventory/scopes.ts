/** Scopes of cached catalogue data. The domain defines them, because it decides when cached data are outdated. */

/** Scope of product lists and search results, invalidated by any change of the catalogue. */
export const CATALOGUE_SCOPE = 'catalogue';

/** Scope of one product's data. */
export function productScope(productId: string): string {
  return `product:${productId}`;
}
