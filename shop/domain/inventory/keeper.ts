/** A seller keeps their own products, an administrator keeps everybody's. */
export type Keeper =
  | { readonly role: 'admin'; readonly customerId: string }
  | { readonly role: 'seller'; readonly customerId: string; readonly sellerId: string };

/** Whose products they see; undefined for all. */
export function sellerScope(keeper: Keeper): string | undefined {
  return keeper.role === 'seller' ? keeper.sellerId : undefined;
}
