/** Products as sellers make and change them. The price's history and the order to forget old copies are written with the change. */
import { findManagedProduct } from './stock-manager';
import { ProductChanges } from '../../domain/inventory/article';
import { Product } from '../../domain/inventory/product';
import { CATALOGUE_SCOPE, productScope } from '../../domain/inventory/scopes';
import { StockManager, sellerScope } from '../../domain/inventory/stock-manager';
import { invalidation } from '../../domain/outbox-message';
import { Store, UnitOfWork } from '../../ports/store';

/** Its id is made by the form, so that a double click makes one product. */
export interface ProductDraft extends Omit<Product, 'version' | 'sellerId' | 'imageKey'> {
  readonly lowMark: number;
}

export type CreateResult = 'created' | 'duplicate' | 'sku taken';

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

export interface ProductChange {
  /** The one that the seller looked at. */
  readonly version: number;
  readonly changes: ProductChanges;
  readonly now: Date;
}

export type ChangeResult =
  | { readonly outcome: 'changed' | 'unchanged' }
  | { readonly outcome: 'missing' }
  /** Somebody was faster: what the product is now, for the seller to decide. */
  | { readonly outcome: 'stale'; readonly current: Product };

/** The same change twice is one change. */
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

/** The version is in the message's id: each change asks once. */
async function forgetCopies(unit: UnitOfWork, productId: string, version: number): Promise<void> {
  await unit.outbox.add([
    invalidation(`${productId}:invalidate:${version}`, [productScope(productId), CATALOGUE_SCOPE]),
  ]);
}
