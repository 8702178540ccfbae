/** The notice that fewer pieces went into the cart than requested, passed on in the query of the cart's page. */
import type { CartItem } from './cart-view';
import { oneLine } from './input';
import { PATHS } from '../../../src/contract/paths';
import { Shortfall } from '../../domain/carts/cart';
import { MAXIMUM_QUANTITY } from '../../domain/orders/order-message';

/** Requested and added pieces of a product, with the limit that made the difference. */
export interface CartShortfall extends Shortfall {
  readonly productId: string;
}

/** Returns the path of the cart's page with the notice in its query. */
export function shortfallAddress({ productId, asked, added, limit }: CartShortfall): string {
  const count = { asked: String(asked), added: String(added) };
  return `${PATHS.cart}?${new URLSearchParams({ done: 'fewer', product: productId, ...count, limit }).toString()}`;
}

/** Reads the notice from the query. Anyone can write an address, so only small numbers and known words are accepted. */
export function readShortfall(query: Readonly<Record<string, unknown>>): CartShortfall | undefined {
  const [asked, added] = [readCount(query.asked), readCount(query.added)];
  const limit = oneLine(query.limit);
  if (oneLine(query.done) !== 'fewer' || asked === undefined || added === undefined) return undefined;
  if (limit !== 'stock' && limit !== 'order') return undefined;
  return { productId: oneLine(query.product), asked, added, limit };
}

/**
 * Returns the notice in words.
 *
 * @param items - lines of the cart, which supply name and stock of the product
 * @returns undefined when the cart does not have the product
 */
export function shortfallText(shortfall: CartShortfall, items: readonly CartItem[]): string | undefined {
  const { productId, asked, added, limit } = shortfall;
  const item = items.find((each) => each.productId === productId);
  if (!item?.product) return undefined;
  const {
    product: { name },
    quantity,
    available = quantity,
  } = item;
  const putIn = added === 0 ? 'None was put in' : `${added} ${added === 1 ? 'was' : 'were'} put in`;
  const why =
    limit === 'order'
      ? `one order takes up to ${MAXIMUM_QUANTITY} of a product`
      : `only ${available} ${available === 1 ? 'is' : 'are'} there`;
  return `You asked for ${asked} of ${name}. ${putIn}: ${why}. Your cart has ${quantity} of it.`;
}

function readCount(value: unknown): number | undefined {
  const number = /^\d{1,2}$/.test(oneLine(value)) ? Number(value) : undefined;
  return number !== undefined && number <= MAXIMUM_QUANTITY ? number : undefined;
}
