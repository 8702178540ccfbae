/**
 * The checkout form. It carries the lines as the customer saw them, so that nothing else is ordered, and so that an
 * order needs no database.
 */
import { CartItem, CartView } from './cart-view';
import { Form, readWhole } from './forms';
import { CartLine } from '../../domain/carts/cart';
import { readAccessToken } from '../../domain/orders/order-access';
import { MAXIMUM_LINES, MAXIMUM_QUANTITY } from '../../domain/orders/order-message';
import { InvalidInput, readUlid } from '../../domain/validation';
import { RememberedOrder } from '../http/remembered-orders';

/** Writes a line as the value of a hidden field: product, quantity and price as shown. */
export function lineValue({ productId, quantity, product, seenMinor }: CartItem): string {
  return `${productId}:${quantity}:${product?.priceMinor ?? seenMinor}`;
}

/** Reads the lines; undefined when they are malformed, as in a form changed by hand. */
export function readLines(form: Form): readonly CartLine[] | undefined {
  const values = form.all('line');
  if (values.length === 0 || values.length > MAXIMUM_LINES) return undefined;
  try {
    const lines = values.map(readLine);
    return new Set(lines.map(({ productId }) => productId)).size === lines.length ? lines : undefined;
  } catch (error) {
    if (error instanceof InvalidInput) return undefined;
    throw error;
  }
}

function readLine(value: string): CartLine {
  const [productId, quantity = '', price = ''] = value.split(':');
  if (!/^\d{1,13}$/.test(price) || Number(price) > 1e12) throw new InvalidInput('line', 'must name a price');
  return {
    productId: readUlid(productId, 'line'),
    quantity: readWhole(1, MAXIMUM_QUANTITY)(quantity, 'line'),
    priceMinor: Number(price),
  };
}

/**
 * Reads id and access token of the order. They are made once for each form and kept when it is shown again, so that a
 * second click is the same order.
 */
export function readOrderKey(form: Form): RememberedOrder | undefined {
  try {
    return { id: readUlid(form.text('order'), 'order'), token: readAccessToken(form.text('access'), 'access') };
  } catch {
    return undefined;
  }
}

/**
 * Returns the problems of the lines, in words. While the database is unavailable there are none: the order is checked
 * again in its transaction.
 */
export function lineProblems({ items }: CartView): readonly string[] {
  return items.flatMap((item) => {
    const name = item.product?.name ?? 'A product';
    if (item.problem === 'not sold') return [`${name} is no longer sold. Please remove it from your cart.`];
    if (item.problem === 'sold out') return [`${name} has just sold out. Please remove it from your cart.`];
    if (item.problem === 'too many') return [`Of ${name} only ${item.available ?? 0} are left. Please take fewer.`];
    if (item.problem === 'other currency') return [`${name} is sold in another currency and needs a separate order.`];
    return [];
  });
}

/** True when a price differs from the one that the customer has seen. */
export function pricesChanged({ items }: CartView): boolean {
  return items.some(({ product, seenMinor }) => product !== undefined && product.priceMinor !== seenMinor);
}
