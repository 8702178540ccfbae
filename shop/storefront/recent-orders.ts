/** What a browser remembers of its orders, so that they can be shown before the database knows them. */
import { FastifyReply, FastifyRequest } from 'fastify';
import { cartOwner, keepCartCopy } from './cart-copy';
import { dropCookie, readCookie, writeCookie } from './cookies';
import { Storefront } from './storefront';
import { visitorHash, visitorOf } from './visitor';
import { log } from '../adapters/log';
import { hashToken, isToken, lifetimeMs } from '../domain/accounts/session';
import { findCart } from '../domain/carts/cart';
import { Order, StoreError } from '../ports/store';

const REMEMBERED = 10;
const GUESTS = 3;
const SECONDS = lifetimeMs('customer') / 1_000;

export function recentOrders(shop: Storefront, request: FastifyRequest): readonly string[] {
  return (readCookie(shop, request, 'orders') ?? '').split('.').filter((id) => /^[0-7][0-9A-HJKMNP-TV-Z]{25}$/.test(id)).slice(0, REMEMBERED);
}

export function rememberOrder(shop: Storefront, request: FastifyRequest, reply: FastifyReply, orderId: string): void {
  const ids = [orderId, ...recentOrders(shop, request).filter((id) => id !== orderId)];
  writeCookie(shop, reply, 'orders', ids.slice(0, REMEMBERED).join('.'), SECONDS);
}

/** The session that placed it, also one that a sign-in has replaced since; or the account it is in. The list in the cookie proves nothing. */
export function mayRead(shop: Storefront, request: FastifyRequest, order: Order): boolean {
  const { customer } = visitorOf(request);
  if (customer && order.customerId === customer.id) return true;
  const hashes = [visitorHash(shop, request), ...guestTokens(shop, request).map(hashToken)];
  return order.visitor !== undefined && hashes.includes(order.visitor);
}

/** A guest's orders are seen with the token that placed them: the browser keeps it, good for nothing else any more. */
export function rememberGuest(shop: Storefront, request: FastifyRequest, reply: FastifyReply): void {
  const token = readCookie(shop, request, 'session') ?? '';
  writeCookie(shop, reply, 'before', [token, ...guestTokens(shop, request)].slice(0, GUESTS).join('.'), SECONDS);
}

function guestTokens(shop: Storefront, request: FastifyRequest): readonly string[] {
  return (readCookie(shop, request, 'before') ?? '').split('.').filter(isToken).slice(0, GUESTS);
}

/** The queue has the order, so the cart is done with. While the database is away the browser keeps a note of it. */
export async function emptyCart(shop: Storefront, request: FastifyRequest, reply: FastifyReply): Promise<void> {
  const visitor = visitorOf(request);
  const owner = cartOwner(visitor);
  if (owner.customerId === undefined && owner.cartId === undefined) return;
  try {
    const cart = await findCart(shop.store.read, owner);
    if (cart) await shop.store.read.carts.clear(cart.id, shop.clock.now());
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    log.warn('cart cannot be emptied yet', { error });
    writeCookie(shop, reply, 'ordered', 'yes', SECONDS);
  }
  await keepCartCopy(shop, owner, []);
}

/** Empties the cart of an order that was taken while the database was away, before anything else is done with it. */
export async function emptyOrdered(shop: Storefront, request: FastifyRequest, reply: FastifyReply): Promise<void> {
  if (readCookie(shop, request, 'ordered') === undefined) return;
  dropCookie(shop, reply, 'ordered');
  await emptyCart(shop, request, reply);
}
