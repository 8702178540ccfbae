/** Who works in the back office, and on what. */
import { Customer } from '../../ports/accounts';
import { Product, Unit } from '../../ports/store';

/** A seller keeps their own products, an administrator keeps everybody's. */
export type Keeper =
  | { readonly role: 'admin'; readonly customerId: string }
  | { readonly role: 'seller'; readonly customerId: string; readonly sellerId: string };

/** Undefined for customers, and for a seller whose account has no products of its own yet: never by mistake everybody's. */
export async function keeperOf(
  { sellers }: Pick<Unit, 'sellers'>,
  customer: Pick<Customer, 'id' | 'role'>,
): Promise<Keeper | undefined> {
  if (customer.role === 'admin') return { role: 'admin', customerId: customer.id };
  if (customer.role !== 'seller') return undefined;
  const seller = await sellers.findByCustomer(customer.id);
  return seller && { role: 'seller', customerId: customer.id, sellerId: seller.id };
}

/** Whose products they see; undefined for all. */
export function sellerScope(keeper: Keeper): string | undefined {
  return keeper.role === 'seller' ? keeper.sellerId : undefined;
}

/** The product, when it is theirs to change. Somebody else's is treated as one that does not exist: whose it is, is nobody's business. */
export async function findOwn(
  { catalogue }: Pick<Unit, 'catalogue'>,
  keeper: Keeper,
  productId: string,
): Promise<Product | undefined> {
  const product = await catalogue.find(productId);
  return keeper.role === 'admin' || product?.sellerId === keeper.sellerId ? product : undefined;
}
