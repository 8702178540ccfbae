/** A copy of what is in a visitor's cart, for the number in the header and for a checkout without the database. */
import { Storefront } from './storefront';
import { findCart } from '../../application/carts/cart';
import { Customer } from '../../domain/accounts/customer';
import { Session } from '../../domain/accounts/session';
import { CartOwner, CartLine } from '../../domain/carts/cart';
import { parseJson } from '../../domain/validation';

const COPY_SECONDS = 300;

/** A visitor, as far as the cart is concerned. */
export interface CartVisitor {
  readonly customer?: Pick<Customer, 'id'>;
  readonly session?: Pick<Session, 'cartId'>;
}

export function cartOwner({ customer, session }: CartVisitor): CartOwner {
  return customer ? { customerId: customer.id } : session?.cartId === undefined ? {} : { cartId: session.cartId };
}

export async function cartCount(shop: Storefront, visitor: CartVisitor): Promise<number> {
  const owner = cartOwner(visitor);
  if (owner.customerId === undefined && owner.cartId === undefined) return 0;
  return countOf((await readCartCopy(shop, owner)) ?? (await refreshCartCopy(shop, owner)));
}

export function countOf(lines: readonly CartLine[]): number {
  return lines.reduce((sum, { quantity }) => sum + quantity, 0);
}

export async function readCartCopy(shop: Storefront, owner: CartOwner): Promise<readonly CartLine[] | undefined> {
  const text = await shop.cache.get(key(owner));
  try {
    const lines = text === undefined ? undefined : parseJson(text, 'copy');
    return Array.isArray(lines) ? (lines as readonly CartLine[]) : undefined;
  } catch {
    return undefined;
  }
}

/** After each change of the cart. */
export async function refreshCartCopy(shop: Storefront, owner: CartOwner): Promise<readonly CartLine[]> {
  const lines = (await findCart(shop.store.read, owner))?.lines ?? [];
  await keepCartCopy(shop, owner, lines);
  return lines;
}

export async function keepCartCopy(shop: Storefront, owner: CartOwner, lines: readonly CartLine[]): Promise<void> {
  await shop.cache.set(key(owner), JSON.stringify(lines), COPY_SECONDS);
}

function key({ customerId, cartId }: CartOwner): string {
  return `v1:cart:${customerId ?? cartId ?? ''}`;
}
