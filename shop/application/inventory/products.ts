/**
 * Creation and change of products. The price history and the invalidation of cached copies are written in the same
 * transaction.
 */
import { findManagedProduct } from './stock-manager';
import { ProductChanges } from '../../domain/inventory/article';
import { Product } from '../../domain/inventory/product';
import { CATALOGUE_SCOPE, productScope } from '../../domain/inventory/scopes';
import { StockManager, sellerScope } from '../../domain/inventory/stock-manager';
import { invalidation } from '../../domain/outbox-message';
import { Store, UnitOfWork } from '../../ports/store';

/** Product as its form submits it. The form creates the id, so that a double click creates one product. */
export interface ProductDraft extends Omit<Product, 'version' | 'sellerId' | 'imageKey'> {
  readonly lowMark: number;
}

/** `duplicate`: the same form was submitted before. `sku taken`: another product has the article number. */
export type CreateResult = 'created' | 'duplicate' | 'sku taken';

/**
 * Creates a product with an empty stock row.
 *
 * @param manager - becomes the product's seller; an administrator creates the shop's products
 * @param now - time of the first entry in the price history
 */
export async function createProduct(
  store: Store,
  manager: StockManager,
  draft: ProductDraft,
  now: Date,
): Promise<CreateResult> {
  return store.transaction(async (unit) => {
    const { lowMark, ...product } = draft;
    if (!(await unit.inventory.insert({ product: { ...product, sellerId: sellerScope(manager) }, lowMark }))) {
      return (await findManagedProduct(unit, manager, draft.id))?.sku === draft.sku ? 'duplicate' : 'sku taken';
    }
    await recordPrice(unit, manager, { ...product, version: 1 }, now);
    await forgetCopies(unit, draft.id, 1);
    return 'created';
  });
}

/** Change of a product, based on the version that the seller saw. */
export interface ProductChange {
  /** Version that the seller saw. */
  readonly version: number;
  readonly changes: ProductChanges;
  readonly now: Date;
}

/** Result of a change. */
export type ChangeResult =
  | { readonly outcome: 'changed' | 'unchanged' }
  | { readonly outcome: 'missing' }
  /** Someone else has changed the product since: it is returned as it is now, and the seller decides. */
  | { readonly outcome: 'stale'; readonly current: Product };

/**
 * Changes a product. Repeating the same change has no effect.
 *
 * @param manager - may change only products that `findManagedProduct` returns
 * @param change - refused when the product's version differs
 */
export async function changeProduct(
  store: Store,
  manager: StockManager,
  productId: string,
  { version, changes, now }: ProductChange,
): Promise<ChangeResult> {
  return store.transaction(async (unit) => {
    const current = await findManagedProduct(unit, manager, productId);
    if (!current) return { outcome: 'missing' };
    if (!differs(current, changes)) return { outcome: 'unchanged' };
    if (current.version !== version || !(await unit.inventory.update(productId, version, changes))) {
      return { outcome: 'stale', current: (await unit.catalogue.find(productId)) ?? current };
    }
    if (changes.priceMinor !== undefined && changes.priceMinor !== current.priceMinor) {
      await recordPrice(unit, manager, { ...current, priceMinor: changes.priceMinor, version: version + 1 }, now);
    }
    await forgetCopies(unit, productId, version + 1);
    return { outcome: 'changed' };
  });
}

function differs(product: Product, changes: ProductChanges): boolean {
  return (Object.keys(changes) as (keyof ProductChanges)[]).some(
    (key) => changes[key] !== undefined && changes[key] !== product[key],
  );
}

async function recordPrice(
  unit: UnitOfWork,
  manager: StockManager,
  { id, version, priceMinor, currency }: Pick<Product, 'id' | 'version' | 'priceMinor' | 'currency'>,
  now: Date,
): Promise<void> {
  await unit.inventory.recordPrice({
    productId: id,
    version,
    priceMinor,
    currency,
    changedBy: manager.customerId,
    changedAt: now,
  });
}

/** The version is part of the message's id, so each change invalidates once. */
async function forgetCopies(unit: UnitOfWork, productId: string, version: number): Promise<void> {
  await unit.outbox.add([
    invalidation(`${productId}:invalidate:${version}`, [productScope(productId), CATALOGUE_SCOPE]),
  ]);
}
