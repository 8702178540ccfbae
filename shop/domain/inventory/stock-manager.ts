/**
 * Seller or administrator who manages products and their stock: a seller only the seller's products, an administrator
 * all.
 */
export type StockManager =
  | { readonly role: 'admin'; readonly customerId: string }
  | { readonly role: 'seller'; readonly customerId: string; readonly sellerId: string };

/** Returns the seller whose products the manager sees; undefined for an administrator, who sees all. */
export function sellerScope(manager: StockManager): string | undefined {
  return manager.role === 'seller' ? manager.sellerId : undefined;
}
