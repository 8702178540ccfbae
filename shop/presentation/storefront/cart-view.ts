/** A cart as its owner sees it: with what the products are now. */
import { cartOwner, keepCartCopy, readCartCopy } from './cart-copy';
import { Storefront } from './storefront';
import { Visitor } from './visitor';
import { findCart } from '../../application/carts/cart';
import { StoreError } from '../../application/store-error';
import { CartLine } from '../../domain/carts/cart';
import { Product } from '../../domain/inventory/product';
import { add, money, Money, times } from '../../domain/money';

/** Why a line cannot be ordered as it is. `other money`: one order has one currency. */
export type LineProblem = 'gone' | 'sold out' | 'too many' | 'other money';

export interface CartItem {
  readonly productId: string;
  readonly quantity: number;
  /** What it cost when it was put in. */
  readonly seenMinor: number;
  /** Absent when it is no longer sold, or cannot be read. */
  readonly product?: Product;
  /** Pieces on the shelf, reserved or not: unpaid orders of others take nothing away. Absent when it cannot be read. */
  readonly available?: number;
  readonly problem?: LineProblem;
}

export interface CartView {
  readonly items: readonly CartItem[];
  /** Of what can be ordered; absent when nothing can. */
  readonly total?: Money;
}

/** Lines from the table, or from the copy while the database is away. */
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
      if (!product?.active) return { ...item, ...(fresh ? { problem: 'gone' } : {}) };
      if (product.currency !== currency) return { ...item, problem: 'other money' };
      const available = fresh ? await readAvailable(shop, productId) : undefined;
      if (available === undefined) return item;
      if (available >= quantity) return { ...item, available };
      return { ...item, available, problem: available <= 0 ? 'sold out' : 'too many' };
    }),
  );
  return { items, ...totalOf(items) };
}

/** The same without the names and prices of what is not on sale: only their sellers may know them. */
export function withoutHidden(view: CartView): CartView {
  return { ...view, items: view.items.map(({ product, ...item }) => (product?.active ? { ...item, product } : item)) };
}

interface CurrentProducts {
  readonly products: ReadonlyMap<string, Product>;
  readonly fresh: boolean;
}

/** Prices as they are now; from copies while the database is away, and then perhaps not all of them. */
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
    .filter(({ problem }) => problem !== 'gone' && problem !== 'other money')
    .flatMap(({ product, quantity }) =>
      product ? [times(money(product.priceMinor, product.currency), quantity)] : [],
    );
  return amounts.length === 0 ? {} : { total: amounts.reduce(add) };
}

export function isUnavailable(error: unknown): boolean {
  return error instanceof StoreError && error.problem === 'unavailable';
}
