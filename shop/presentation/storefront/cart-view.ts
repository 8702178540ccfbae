/** A cart with the current products, prices and stock. */
import { cartOwner, keepCartCopy, readCartCopy } from './cart-copy';
import { Storefront } from './storefront';
import { Visitor } from './visitor';
import { findCart } from '../../application/carts/cart';
import { StoreError } from '../../application/store-error';
import { CartLine } from '../../domain/carts/cart';
import { Product } from '../../domain/inventory/product';
import { add, money, Money, times } from '../../domain/money';

/** Reason why a line cannot be ordered as it is. `other currency`: an order has one currency only. */
export type LineProblem = 'not sold' | 'sold out' | 'too many' | 'other currency';

/** A line of the cart with its product. */
export interface CartItem {
  readonly productId: string;
  readonly quantity: number;
  /** Price of one piece when it was put in, in minor units. */
  readonly seenMinor: number;
  /** Absent when the product does not exist any more, or cannot be read. */
  readonly product?: Product;
  /** Pieces in stock, including those reserved by unpaid orders of others. Absent when it cannot be read. */
  readonly available?: number;
  readonly problem?: LineProblem;
}

/** All lines of a cart with their total. */
export interface CartView {
  readonly items: readonly CartItem[];
  /** Sum of the lines that can be ordered; absent when there are none. */
  readonly total?: Money;
}

/**
 * Returns the lines from the database, or from the cached copy while the database is unavailable.
 *
 * @throws StoreError when the database is unavailable and there is no copy
 */
export async function cartLines(shop: Storefront, visitor: Visitor): Promise<readonly CartLine[]> {
  const owner = cartOwner(visitor);
  if (owner.customerId === undefined && owner.cartId === undefined) return [];
  try {
    const lines = (await findCart(shop.store.read, owner))?.lines ?? [];
    await keepCartCopy(shop, owner, lines);
    return lines;
  } catch (error) {
    const copy = isUnavailable(error) ? await readCartCopy(shop, owner) : undefined;
    if (!copy) throw error;
    return copy;
  }
}

/**
 * Adds products, prices and stock to the lines.
 *
 * @param lines - with the prices that the customer has seen; while the database is unavailable, these are shown again
 */
export async function viewOf(shop: Storefront, lines: readonly CartLine[]): Promise<CartView> {
  const { products, fresh } = await currentProducts(
    shop,
    lines.map(({ productId }) => productId),
  );
  const currency = lines.map(({ productId }) => products.get(productId)).find((product) => product?.active)?.currency;
  const items = await Promise.all(
    lines.map(async ({ productId, quantity, priceMinor }): Promise<CartItem> => {
      const found = products.get(productId);
      // A copy may be older than what the customer has seen, which is what the order is checked against.
      const product = found && !fresh ? { ...found, priceMinor } : found;
      const item = { productId, quantity, seenMinor: priceMinor, ...(product ? { product } : {}) };
      if (!product?.active) return { ...item, ...(fresh ? { problem: 'not sold' } : {}) };
      if (product.currency !== currency) return { ...item, problem: 'other currency' };
      const available = fresh ? await readAvailable(shop, productId) : undefined;
      if (available === undefined) return item;
      if (available >= quantity) return { ...item, available };
      return { ...item, available, problem: available <= 0 ? 'sold out' : 'too many' };
    }),
  );
  return { items, ...totalOf(items) };
}

/** Removes the products that are not on sale: only their sellers may see name and price. */
export function withoutHidden(view: CartView): CartView {
  return { ...view, items: view.items.map(({ product, ...item }) => (product?.active ? { ...item, product } : item)) };
}

interface CurrentProducts {
  readonly products: ReadonlyMap<string, Product>;
  readonly fresh: boolean;
}

/** Reads the current products; while the database is unavailable, those that have a copy in the cache. */
async function currentProducts(shop: Storefront, ids: readonly string[]): Promise<CurrentProducts> {
  try {
    return { products: byId(await shop.store.read.catalogue.findMany(ids)), fresh: true };
  } catch (error) {
    if (!isUnavailable(error)) throw error;
    const copies = await Promise.all(ids.map(async (id) => shop.catalogue.find(id).catch(() => undefined)));
    return { products: byId(copies.filter((copy) => copy !== undefined)), fresh: false };
  }
}

function byId(products: readonly Product[]): ReadonlyMap<string, Product> {
  return new Map(products.map((product) => [product.id, product]));
}

async function readAvailable(shop: Storefront, productId: string): Promise<number | undefined> {
  try {
    return (await shop.store.read.stock.find(productId))?.onHand;
  } catch (error) {
    if (!isUnavailable(error)) throw error;
    return undefined;
  }
}

function totalOf(items: readonly CartItem[]): { readonly total?: Money } {
  const amounts = items
    .filter(({ problem }) => problem !== 'not sold' && problem !== 'other currency')
    .flatMap(({ product, quantity }) =>
      product ? [times(money(product.priceMinor, product.currency), quantity)] : [],
    );
  return amounts.length === 0 ? {} : { total: amounts.reduce(add) };
}

export function isUnavailable(error: unknown): boolean {
  return error instanceof StoreError && error.problem === 'unavailable';
}
