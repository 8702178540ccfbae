/** Who works in the back office, and on what. */

import { Customer } from '../../domain/accounts/customer';
import { Product } from '../../domain/inventory/product';
import { StockManager } from '../../domain/inventory/stock-manager';
import { StoreReader } from '../../ports/store';

/** Undefined for customers, and for a seller whose account has no products of its own yet: never by mistake everybody's. */
export async function stockManagerOf(
  { sellers }: Pick<StoreReader, 'sellers'>,
  customer: Pick<Customer, 'id' | 'role'>,
): Promise<StockManager | undefined> {
  if (customer.role === 'admin') return { role: 'admin', customerId: customer.id };
  if (customer.role !== 'seller') return undefined;
  const seller = await sellers.findByCustomer(customer.id);
  return seller && { role: 'seller', customerId: customer.id, sellerId: seller.id };
}

/** The product, when it is theirs to change. Somebody else's is treated as one that does not exist: whose it is, is nobody's business. */
export async function findManagedProduct(
  { catalogue }: Pick<StoreReader, 'catalogue'>,
  manager: StockManager,
  productId: string,
): Promise<Product | undefined> {
  const product = await catalogue.find(productId);
  return manager.role === 'admin' || product?.sellerId === manager.sellerId ? product : undefined;
}
