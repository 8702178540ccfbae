/** Shopping carts. Each customer has one cart, and each guest's session has one. */
import { ulid } from 'ulid';
import { Shortfall, CartOwner, CartFull, NothingOnShelf, Cart, CartLine } from '../../domain/carts/cart';
import { MAXIMUM_LINES, MAXIMUM_QUANTITY } from '../../domain/orders/order-message';
import { StoreReader, UnitOfWork } from '../../ports/store';

type CartUnit = Pick<UnitOfWork, 'carts' | 'stock'>;

/**
 * Returns the owner's cart, if there is one.
 *
 * @param owner - a guest's `cartId` counts only without `customerId`
 */
export async function findCart(
  unit: Pick<StoreReader, 'carts'>,
  { customerId, cartId }: CartOwner,
): Promise<Cart | undefined> {
  if (customerId !== undefined) return unit.carts.findByCustomer(customerId);
  const cart = cartId === undefined ? undefined : await unit.carts.find(cartId);
  // A guest's cart may belong to a customer by now. Then only that customer may see it.
  return cart?.customerId === undefined ? cart : undefined;
}

/**
 * Returns the owner's cart, or creates it.
 *
 * @param owner - a guest without `cartId` gets a new cart, whose id the caller stores in the session
 * @param now - counts as the cart's last change
 */
export async function openCart(unit: Pick<UnitOfWork, 'carts'>, owner: CartOwner, now: Date): Promise<Cart> {
  const found = await findCart(unit, owner);
  if (found) return found;
  const { customerId } = owner;
  const cart = { id: ulid(), ...(customerId === undefined ? {} : { customerId }), touchedAt: now, lines: [] };
  if (await unit.carts.insert(cart)) return cart;
  // Another tab of the same customer has just created it.
  return (await findCart(unit, owner)) ?? cart;
}

/**
 * Adds pieces to those in the cart, up to the pieces on hand and the limit of one order.
 *
 * @param line - product and number of pieces to add
 * @param now - counts as the cart's last change
 * @returns undefined when all pieces were added
 * @throws NothingOnShelf, CartFull
 */
export async function addToCart(unit: CartUnit, cart: Cart, line: CartLine, now: Date): Promise<Shortfall | undefined> {
  const present = quantityOf(cart, line.productId);
  if (present === 0 && cart.lines.length >= MAXIMUM_LINES) throw new CartFull();
  const { quantity, limit } = await mostOf(unit, line.productId, present + line.quantity);
  await unit.carts.putLine(cart.id, { ...line, quantity }, now);
  return limit && { asked: line.quantity, added: Math.max(quantity - present, 0), limit };
}

/**
 * Sets the number of pieces in the cart, up to the pieces on hand and the limit of one order.
 *
 * @param line - product and number of pieces that the cart shall have
 * @param now - counts as the cart's last change
 * @returns undefined when the cart has as many as asked for
 * @throws NothingOnShelf
 */
export async function setQuantity(
  unit: CartUnit,
  cart: Cart,
  line: CartLine,
  now: Date,
): Promise<Shortfall | undefined> {
  const { quantity, limit } = await mostOf(unit, line.productId, line.quantity);
  await unit.carts.putLine(cart.id, { ...line, quantity }, now);
  return limit && { asked: line.quantity, added: quantity, limit };
}

function quantityOf(cart: Cart, productId: string): number {
  return cart.lines.find((line) => line.productId === productId)?.quantity ?? 0;
}

interface Possible {
  readonly quantity: number;
  /** Absent when the requested quantity is available. */
  readonly limit?: Shortfall['limit'];
}

/** Reserved pieces count as well: unpaid orders of others do not limit a cart. */
async function mostOf(unit: CartUnit, productId: string, asked: number): Promise<Possible> {
  const onHand = (await unit.stock.find(productId))?.onHand ?? MAXIMUM_QUANTITY;
  if (onHand <= 0) throw new NothingOnShelf();
  if (asked <= Math.min(onHand, MAXIMUM_QUANTITY)) return { quantity: asked };
  if (onHand < MAXIMUM_QUANTITY) return { quantity: onHand, limit: 'stock' };
  return { quantity: MAXIMUM_QUANTITY, limit: 'order' };
}

/**
 * Moves a guest's cart into the customer's. Of a product in both, the larger quantity counts, because it was probably
 * chosen twice.
 *
 * @param guestCartId - cart of the session before the sign-in; empty afterwards
 * @param now - counts as the last change of both carts
 */
export async function mergeCarts(
  unit: Pick<UnitOfWork, 'carts'>,
  guestCartId: string,
  customerId: string,
  now: Date,
): Promise<void> {
  const guest = await findCart(unit, { cartId: guestCartId });
  if (!guest) return;
  // Also an empty cart, so that a rejected order can put its lines back into it.
  if (await unit.carts.give(guest.id, customerId)) return;
  if (guest.lines.length === 0) return;
  const own = await openCart(unit, { customerId }, now);
  const quantities = new Map(own.lines.map((line) => [line.productId, line.quantity]));
  for (const line of guest.lines) {
    const present = quantities.get(line.productId);
    if (present === undefined && quantities.size >= MAXIMUM_LINES) break;
    quantities.set(line.productId, Math.max(present ?? 0, line.quantity));
    if (line.quantity > (present ?? 0)) await unit.carts.putLine(own.id, line, now);
  }
  await unit.carts.clear(guest.id, now);
}

/**
 * Removes the ordered pieces from a cart. What another tab has added in the meantime stays.
 *
 * @param ordered - may name the same product several times
 * @param now - counts as the cart's last change
 */
export async function removeOrdered(
  unit: Pick<UnitOfWork, 'carts'>,
  cart: Cart,
  ordered: readonly Pick<CartLine, 'productId' | 'quantity'>[],
  now: Date,
): Promise<void> {
  // Two orders may name the same product.
  const wanted = new Map<string, number>();
  for (const { productId, quantity } of ordered) wanted.set(productId, (wanted.get(productId) ?? 0) + quantity);
  for (const present of cart.lines) {
    const left = present.quantity - (wanted.get(present.productId) ?? 0);
    if (left === present.quantity) continue;
    if (left > 0) await unit.carts.putLine(cart.id, { ...present, quantity: left }, now);
    else await unit.carts.removeLine(cart.id, present.productId, now);
  }
}

/**
 * Puts the lines of a rejected order back into their cart, so that the customer can order the rest. A guest's cart may
 * belong to a customer by now, after signing in: it is the same visitor's.
 *
 * @param owner - owner at the time of the order
 * @param lines - added to what is in the cart, up to the limit of one order
 */
export async function restoreRejected(
  unit: Pick<UnitOfWork, 'carts'>,
  { customerId, cartId }: CartOwner,
  lines: readonly CartLine[],
  now: Date,
): Promise<void> {
  const cart =
    (await findCart(unit, { customerId })) ?? (cartId === undefined ? undefined : await unit.carts.find(cartId));
  if (!cart) return;
  const present = new Map(cart.lines.map((line) => [line.productId, line.quantity]));
  for (const { productId, quantity, priceMinor } of lines) {
    if (!present.has(productId) && present.size >= MAXIMUM_LINES) break;
    const together = Math.min((present.get(productId) ?? 0) + quantity, MAXIMUM_QUANTITY);
    present.set(productId, together);
    await unit.carts.putLine(cart.id, { productId, quantity: together, priceMinor }, now);
  }
}
