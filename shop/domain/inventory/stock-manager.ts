/** A seller keeps their own products, an administrator keeps everybody's. */
export type StockManager =
  | { readonly role: 'admin'; readonly customerId: string }
  | { readonly role: 'seller'; readonly customerId: string; readonly sellerId: string };

/** Whose products they see; undefined for all. */
export function sellerScope(manager: StockManager): string | undefined {
  return manager.role === 'seller' ? manager.sellerId : undefined;
}
