/** Stock managers and the products that they may change. */

import { Customer } from '../../domain/accounts/customer';
import { Product } from '../../domain/inventory/product';
import { StockManager } from '../../domain/inventory/stock-manager';
import { StoreReader } from '../../ports/store';

/**
 * Returns the stock manager that a signed-in account is. Undefined for customers and for a seller account without a
 * seller row, so that a missing row can never give access to all products.
 *
 * @param customer - the role decides, so pass it as read from the database and not from a cached copy
 */
export async function stockManagerOf(
  { sellers }: Pick<StoreReader, 'sellers'>,
  customer: Pick<Customer, 'id' | 'role'>,
): Promise<StockManager | undefined> {
  if (customer.role === 'admin') return { role: 'admin', customerId: customer.id };
  if (customer.role !== 'seller') return undefined;
  const seller = await sellers.findByCustomer(customer.id);
  return seller && { role: 'seller', customerId: customer.id, sellerId: seller.id };
}

/**
 * Returns a product if the manager may change it. A product of another seller is treated like one that does not exist,
 * so its existence is not revealed.
 *
 * @param productId - untrusted ULID, such as from an address
 */
export async function findManagedProduct(
  { catalogue }: Pick<StoreReader, 'catalogue'>,
  manager: StockManager,
  productId: string,
): Promise<Product | undefined> {
  const product = await catalogue.find(productId);
  return manager.role === 'admin' || product?.sellerId === manager.sellerId ? product : undefined;
}
