/** What visitors put aside to buy. One cart a customer, or one a guest's session. */
import { ulid } from 'ulid';
import { Shortfall, CartOwner, CartFull, NothingOnShelf, Cart, CartLine } from '../../domain/carts/cart';
import { MAXIMUM_LINES, MAXIMUM_QUANTITY } from '../../domain/orders/order-message';
import { StoreReader, UnitOfWork } from '../../ports/store';

type CartUnit = Pick<UnitOfWork, 'carts' | 'stock'>;

export async function findCart(
  unit: Pick<StoreReader, 'carts'>,
  { customerId, cartId }: CartOwner,
): Promise<Cart | undefined> {
  if (customerId !== undefined) return unit.carts.findByCustomer(customerId);
  const cart = cartId === undefined ? undefined : await unit.carts.find(cartId);
  // It may have become a customer's since: then only that customer sees it.
  return cart?.customerId === undefined ? cart : undefined;
}

/** The owner's cart, made now when there is none. */
export async function openCart(unit: Pick<UnitOfWork, 'carts'>, owner: CartOwner, now: Date): Promise<Cart> {
  const found = await findCart(unit, owner);
  if (found) return found;
  const { customerId } = owner;
  const cart = { id: ulid(), ...(customerId === undefined ? {} : { customerId }), touchedAt: now, lines: [] };
  if (await unit.carts.insert(cart)) return cart;
  // The customer's other tab was quicker.
  return (await findCart(unit, owner)) ?? cart;
}

/**
 * Adds to what is in the cart already, up to what is on the shelf and what one order may have.
 *
 * @returns undefined when all of it went in
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
 * Sets how many of a product the cart has, up to what is on the shelf and what one order may have.
 *
 * @returns undefined when it is as many as asked for
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
  /** Absent when it is as many as asked for. */
  readonly limit?: Shortfall['limit'];
}

/** Pieces on the shelf count, reserved or not: an order of others that is not paid takes nothing away. */
async function mostOf(unit: CartUnit, productId: string, asked: number): Promise<Possible> {
  const onHand = (await unit.stock.find(productId))?.onHand ?? MAXIMUM_QUANTITY;
  if (onHand <= 0) throw new NothingOnShelf();
  if (asked <= Math.min(onHand, MAXIMUM_QUANTITY)) return { quantity: asked };
  if (onHand < MAXIMUM_QUANTITY) return { quantity: onHand, limit: 'stock' };
  return { quantity: MAXIMUM_QUANTITY, limit: 'order' };
}

/** What a guest has chosen goes into the customer's cart. Of a product in both, the larger number counts: nobody wants what they chose twice. */
export async function mergeCarts(
  unit: Pick<UnitOfWork, 'carts'>,
  guestCartId: string,
  customerId: string,
  now: Date,
): Promise<void> {
  const guest = await findCart(unit, { cartId: guestCartId });
  if (!guest) return;
  // Also an empty one: what a rejected order puts back has to be found.
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

/** Takes what was ordered out of a cart, and nothing else: what another tab has added meanwhile stays. */
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
 * Puts the lines of a rejected order back into the cart that they came from, so that the rest can still be ordered. A guest's cart may have
 * become a customer's since, by signing in: it is the same visitor's.
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
