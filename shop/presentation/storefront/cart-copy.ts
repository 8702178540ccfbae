/**
 * Cached copy of a visitor's cart: for the number in the header, and for a checkout while the database is unavailable.
 */
import { Storefront } from './storefront';
import { findCart } from '../../application/carts/cart';
import { Customer } from '../../domain/accounts/customer';
import { Session } from '../../domain/accounts/session';
import { CartOwner, CartLine } from '../../domain/carts/cart';
import { parseJson } from '../../domain/validation';

const COPY_SECONDS = 300;

/** The part of a visitor that identifies the cart. */
export interface CartVisitor {
  readonly customer?: Pick<Customer, 'id'>;
  readonly session?: Pick<Session, 'cartId'>;
}

/** Returns the owner of the visitor's cart: the customer, else the guest's cart id, else neither. */
export function cartOwner({ customer, session }: CartVisitor): CartOwner {
  return customer ? { customerId: customer.id } : session?.cartId === undefined ? {} : { cartId: session.cartId };
}

/**
 * Returns the number of pieces in the cart.
 *
 * @param shop - its cache is read first, the database only without a copy
 */
export async function cartCount(shop: Storefront, visitor: CartVisitor): Promise<number> {
  const owner = cartOwner(visitor);
  if (owner.customerId === undefined && owner.cartId === undefined) return 0;
  return countOf((await readCartCopy(shop, owner)) ?? (await refreshCartCopy(shop, owner)));
}

/** Adds up the quantities of the lines. */
export function countOf(lines: readonly CartLine[]): number {
  return lines.reduce((sum, { quantity }) => sum + quantity, 0);
}

/**
 * Returns the lines of the cached copy; undefined without a copy.
 *
 * @param owner - with neither id, no copy exists
 */
export async function readCartCopy(shop: Storefront, owner: CartOwner): Promise<readonly CartLine[] | undefined> {
  const text = await shop.cache.get(key(owner));
  try {
    const lines = text === undefined ? undefined : parseJson(text, 'copy');
    return Array.isArray(lines) ? (lines as readonly CartLine[]) : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Copies the stored cart to the cache. Call it after each change of the cart.
 *
 * @param owner - a cart that does not exist becomes a copy without lines
 */
export async function refreshCartCopy(shop: Storefront, owner: CartOwner): Promise<readonly CartLine[]> {
  const lines = (await findCart(shop.store.read, owner))?.lines ?? [];
  await keepCartCopy(shop, owner, lines);
  return lines;
}

/**
 * Writes the copy for five minutes.
 *
 * @param lines - must be those in the database, or what they become once it is available
 */
export async function keepCartCopy(shop: Storefront, owner: CartOwner, lines: readonly CartLine[]): Promise<void> {
  await shop.cache.set(key(owner), JSON.stringify(lines), COPY_SECONDS);
}

function key({ customerId, cartId }: CartOwner): string {
  return `v1:cart:${customerId ?? cartId ?? ''}`;
}
