/** Cookies about orders: their secrets, and the lines that still have to leave the cart. */
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

/** The secret that this browser has of an order; undefined for orders that it knows nothing of. */
export function tokenOf(shop: Storefront, request: FastifyRequest, orderId: string): string | undefined {
  return remembered(shop, request).find(({ id }) => id === orderId)?.token;
}

export function rememberOrder(
  shop: Storefront,
  request: FastifyRequest,
  reply: FastifyReply,
  order: RememberedOrder,
): void {
  const orders = [order, ...remembered(shop, request).filter(({ id }) => id !== order.id)];
  writeCookie(shop, reply, 'orders', writeRememberedOrders(orders), SECONDS);
}

/** The order's secret, or the session of the account that it is in, opens an order; nothing else does. */
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
 * The queue has the order, so its lines leave the cart. While the database is unavailable the browser keeps a note of
 * them.
 */
export async function takeFromCart(
  shop: Storefront,
  request: FastifyRequest,
  reply: FastifyReply,
  ordered: readonly OrderedLine[],
): Promise<void> {
  await take(shop, request, reply, ordered, readLines(readCookie(shop, request, 'ordered')));
}

/** `noted`: lines of earlier orders that still have to be taken, which stay noted when these cannot be taken either. */
async function take(
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
 * Takes the lines of orders that were accepted while the database was unavailable from the cart, before anything else
 * is done with it.
 */
export async function takeNoted(shop: Storefront, request: FastifyRequest, reply: FastifyReply): Promise<void> {
  const noted = readCookie(shop, request, 'ordered');
  if (noted === undefined) return;
  dropCookie(shop, reply, 'ordered');
  await take(shop, request, reply, readLines(noted), []);
}

/** Product and quantity of each line: 26 characters and up to two digits. */
function writeLines(lines: readonly OrderedLine[]): string {
  return lines
    .slice(0, MAXIMUM_LINES)
    .map(({ productId, quantity }) => `${productId}${quantity}`)
    .join('.');
}

/** Only the visitor's own cart depends on it, so what does not fit is left out. */
function readLines(text: string | undefined): readonly OrderedLine[] {
  return (text ?? '')
    .split('.')
    .slice(0, MAXIMUM_LINES)
    .flatMap((entry) => {
      const [, productId, quantity] = /^([0-7][0-9A-HJKMNP-TV-Z]{25})([1-9]\d?)$/.exec(entry) ?? [];
      return productId === undefined ? [] : [{ productId, quantity: Math.min(Number(quantity), MAXIMUM_QUANTITY) }];
    });
}
