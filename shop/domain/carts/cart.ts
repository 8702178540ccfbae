/** What visitors put aside to buy. One cart a customer, or one a guest's session. */
import { ulid } from 'ulid';
import { Cart, CartLine } from '../../ports/carts';
import { Unit } from '../../ports/store';
import { MAXIMUM_LINES, MAXIMUM_QUANTITY } from '../order-message';

/** Customers own theirs; a guest's session remembers which one it made. */
export interface CartOwner {
  readonly customerId?: string;
  readonly cartId?: string;
}

/** More products than one order may have. */
export class CartFull extends Error {
  constructor() {
    super(`a cart holds at most ${MAXIMUM_LINES} products`);
    this.name = 'CartFull';
  }
}

export async function findCart(unit: Pick<Unit, 'carts'>, { customerId, cartId }: CartOwner): Promise<Cart | undefined> {
  if (customerId !== undefined) return unit.carts.findByCustomer(customerId);
  const cart = cartId === undefined ? undefined : await unit.carts.find(cartId);
  // It may have become a customer's since: then only that customer sees it.
  return cart?.customerId === undefined ? cart : undefined;
}

/** The owner's cart, made now when there is none. */
export async function openCart(unit: Pick<Unit, 'carts'>, owner: CartOwner, now: Date): Promise<Cart> {
  const found = await findCart(unit, owner);
  if (found) return found;
  const { customerId } = owner;
  const cart = { id: ulid(), ...(customerId === undefined ? {} : { customerId }), touchedAt: now, lines: [] };
  if (await unit.carts.insert(cart)) return cart;
  // The customer's other tab was quicker.
  return await findCart(unit, owner) ?? cart;
}

/** Adds to what is there already, up to what one order may have. */
export async function addToCart(unit: Pick<Unit, 'carts'>, cart: Cart, line: CartLine, now: Date): Promise<void> {
  const present = cart.lines.find(({ productId }) => productId === line.productId);
  if (!present && cart.lines.length >= MAXIMUM_LINES) throw new CartFull();
  const quantity = Math.min((present?.quantity ?? 0) + line.quantity, MAXIMUM_QUANTITY);
  await unit.carts.putLine(cart.id, { ...line, quantity }, now);
}

/** What a guest has chosen goes into the customer's cart. Of a product in both, the larger number counts: nobody wants what they chose twice. */
export async function mergeCarts(unit: Pick<Unit, 'carts'>, guestCartId: string, customerId: string, now: Date): Promise<void> {
  const guest = await findCart(unit, { cartId: guestCartId });
  if (!guest || guest.lines.length === 0) return;
  if (await unit.carts.give(guest.id, customerId)) return;
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
export async function takeOrdered(unit: Pick<Unit, 'carts'>, cart: Cart, ordered: readonly Pick<CartLine, 'productId' | 'quantity'>[], now: Date): Promise<void> {
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

/** Puts the lines of a rejected order back into the cart that they came from, so that the rest can still be ordered. */
export async function putBack(unit: Pick<Unit, 'carts'>, { customerId, cartId }: CartOwner, lines: readonly CartLine[], now: Date): Promise<void> {
  const cart = await findCart(unit, { customerId }) ?? await findCart(unit, { cartId });
  if (!cart) return;
  const present = new Map(cart.lines.map((line) => [line.productId, line.quantity]));
  for (const { productId, quantity, priceMinor } of lines) {
    if (!present.has(productId) && present.size >= MAXIMUM_LINES) break;
    const together = Math.min((present.get(productId) ?? 0) + quantity, MAXIMUM_QUANTITY);
    present.set(productId, together);
    await unit.carts.putLine(cart.id, { productId, quantity: together, priceMinor }, now);
  }
}
