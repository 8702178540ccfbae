/** Who works in the back office, and on what. */

import { Customer } from '../../domain/accounts/customer';
import { Keeper } from '../../domain/inventory/keeper';
import { Product } from '../../domain/inventory/product';
import { StoreReader } from '../../ports/store';

/** Undefined for customers, and for a seller whose account has no products of its own yet: never by mistake everybody's. */
export async function keeperOf(
  { sellers }: Pick<StoreReader, 'sellers'>,
  customer: Pick<Customer, 'id' | 'role'>,
): Promise<Keeper | undefined> {
  if (customer.role === 'admin') return { role: 'admin', customerId: customer.id };
  if (customer.role !== 'seller') return undefined;
  const seller = await sellers.findByCustomer(customer.id);
  return seller && { role: 'seller', customerId: customer.id, sellerId: seller.id };
}

/** The product, when it is theirs to change. Somebody else's is treated as one that does not exist: whose it is, is nobody's business. */
export async function findOwn(
  { catalogue }: Pick<StoreReader, 'catalogue'>,
  keeper: Keeper,
  productId: string,
): Promise<Product | undefined> {
  const product = await catalogue.find(productId);
  return keeper.role === 'admin' || product?.sellerId === keeper.sellerId ? product : undefined;
}
