/** Cookies about orders: their access tokens, and the lines that still have to be removed from the cart. */
import { FastifyReply, FastifyRequest } from 'fastify';
import { cartOwner, keepCartCopy, refreshCartCopy } from './cart-copy';
import { dropCookie, readCookie, writeCookie } from './cookies';
import { Storefront } from './storefront';
import { visitorOf } from './visitor';
import { findCart, removeOrdered } from '../../application/carts/cart';
import { StoreError } from '../../application/store-error';
import { lifetimeMs } from '../../domain/accounts/session';
import { CartLine } from '../../domain/carts/cart';
import { Order } from '../../domain/orders/order';
import { provesAccess } from '../../domain/orders/order-access';
import { MAXIMUM_LINES, MAXIMUM_QUANTITY } from '../../domain/orders/order-message';
import { readRememberedOrders, RememberedOrder, writeRememberedOrders } from '../http/remembered-orders';

const SECONDS = lifetimeMs('customer') / 1_000;

type OrderedLine = Pick<CartLine, 'productId' | 'quantity'>;

/**
 * Returns the access token that this browser has for an order, undefined without one.
 *
 * @param orderId - the token is not checked against the order: use `mayRead` for that
 */
export function tokenOf(shop: Storefront, request: FastifyRequest, orderId: string): string | undefined {
  return remembered(shop, request).find(({ id }) => id === orderId)?.token;
}

/**
 * Stores an order with its access token in this browser; the oldest of more than ten is dropped.
 *
 * @param order - becomes the first one of the cookie
 */
export function rememberOrder(
  shop: Storefront,
  request: FastifyRequest,
  reply: FastifyReply,
  order: RememberedOrder,
): void {
  const orders = [order, ...remembered(shop, request).filter(({ id }) => id !== order.id)];
  writeCookie(shop, reply, 'orders', writeRememberedOrders(orders), SECONDS);
}

/**
 * True when the visitor may see the order: by its access token, or by the session of its account.
 *
 * @param order - as stored, with the hash of its access token
 */
export function mayRead(shop: Storefront, request: FastifyRequest, order: Order): boolean {
  const { customer } = visitorOf(request);
  return (
    (customer !== undefined && order.customerId === customer.id) ||
    provesAccess(order, tokenOf(shop, request, order.id))
  );
}

function remembered(shop: Storefront, request: FastifyRequest): readonly RememberedOrder[] {
  return readRememberedOrders(readCookie(shop, request, 'orders'));
}

/**
 * Removes the lines of an accepted order from the cart. While the database is unavailable, a cookie notes them for
 * later.
 *
 * @param ordered - lines that the order queue has accepted
 */
export async function removeFromCart(
  shop: Storefront,
  request: FastifyRequest,
  reply: FastifyReply,
  ordered: readonly OrderedLine[],
): Promise<void> {
  await removeLines(shop, request, reply, ordered, readLines(readCookie(shop, request, 'ordered')));
}

/**
 * Removes lines from the cart, or notes them in the cookie.
 *
 * @param noted - lines of earlier orders that stay noted when `ordered` cannot be removed either
 */
async function removeLines(
  shop: Storefront,
  request: FastifyRequest,
  reply: FastifyReply,
  ordered: readonly OrderedLine[],
  noted: readonly OrderedLine[],
): Promise<void> {
  const owner = cartOwner(visitorOf(request));
  if (owner.customerId === undefined && owner.cartId === undefined) return;
  try {
    await shop.store.transaction(async (unit) => {
      const cart = await findCart(unit, owner);
      if (cart) await removeOrdered(unit, cart, ordered, shop.clock.now());
    });
    await refreshCartCopy(shop, owner);
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    shop.log.warn('ordered lines cannot be taken from the cart yet', { error });
    writeCookie(shop, reply, 'ordered', writeLines([...noted, ...ordered]), SECONDS);
    await keepCartCopy(shop, owner, []);
  }
}

/**
 * Removes from the cart the lines of orders that were accepted while the database was unavailable. Call it before any
 * other use of the cart.
 *
 * @param reply - gets the cookie without the lines, or with them when the database is still unavailable
 */
export async function removeNotedLines(shop: Storefront, request: FastifyRequest, reply: FastifyReply): Promise<void> {
  const noted = readCookie(shop, request, 'ordered');
  if (noted === undefined) return;
  dropCookie(shop, reply, 'ordered');
  await removeLines(shop, request, reply, readLines(noted), []);
}

/** Writes product (26 characters) and quantity (up to two digits) of each line. */
function writeLines(lines: readonly OrderedLine[]): string {
  return lines
    .slice(0, MAXIMUM_LINES)
    .map(({ productId, quantity }) => `${productId}${quantity}`)
    .join('.');
}

/** Reads the lines. Malformed ones are left out: the cookie affects no cart but the visitor's. */
function readLines(text: string | undefined): readonly OrderedLine[] {
  return (text ?? '')
    .split('.')
    .slice(0, MAXIMUM_LINES)
    .flatMap((entry) => {
      const [, productId, quantity] = /^([0-7][0-9A-HJKMNP-TV-Z]{25})([1-9]\d?)$/.exec(entry) ?? [];
      return productId === undefined ? [] : [{ productId, quantity: Math.min(Number(quantity), MAXIMUM_QUANTITY) }];
    });
}
