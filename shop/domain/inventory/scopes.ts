/** What copies of the catalogue are kept under. The domain names it, because the domain decides when a copy is old. */

/** Bumped after any change of the catalogue: lists and search results are under it. */
export const CATALOGUE_SCOPE = 'catalogue';

export function productScope(productId: string): string {
  return `product:${productId}`;
}
