/** Deliveries and corrections of stock. The stock row and its ledger entry change in one transaction. */
import { lowStockNotices } from './stock';
import { findManagedProduct } from './stock-manager';
import { backInStockNotice } from '../../domain/inventory/stock';
import { StockManager } from '../../domain/inventory/stock-manager';
import { InvalidInput } from '../../domain/validation';
import { Store } from '../../ports/store';

/** Most pieces on hand. A 32-bit column holds twice as many; a larger number is taken for a typing error. */
export const MAXIMUM_ON_HAND = 1_000_000_000;
/** Most pieces that one delivery or correction may change. */
export const MAXIMUM_DELTA = 1_000_000;

/** Change of the stock on hand. */
export interface Delivery {
  /** Created with the form, so that a double click counts once. */
  readonly id: string;
  readonly productId: string;
  /** Pieces to add; negative for a correction after damage or a wrong count. */
  readonly delta: number;
}

/** `reserved`: unpaid orders have reserved the pieces that would be removed. */
export type DeliveryResult = 'done' | 'duplicate' | 'reserved' | 'missing';

const CONSUMER = 'delivery';

/**
 * Records a delivery or a correction once, with the stock notifications that follow from it.
 *
 * @param manager - may change only products that `findManagedProduct` returns
 * @param now - date of the low-stock notification, of which each product has at most one a day
 * @throws InvalidInput when more than `MAXIMUM_ON_HAND` pieces would be on hand
 */
export async function countDelivery(
  store: Store,
  manager: StockManager,
  { id, productId, delta }: Delivery,
  now: Date,
): Promise<DeliveryResult> {
  return store.transaction(async (unit) => {
    if (!(await findManagedProduct(unit, manager, productId))) return 'missing';
    let known = false;
    const moved = await unit.attempt(async () => {
      // A second click waits here for the first one. Without this, the ledger's key would abort the transaction.
      known = !(await unit.inbox.receive(CONSUMER, `${id}:${productId}`));
      return !known && (await unit.inventory.adjust(productId, delta));
    });
    if (known) return 'duplicate';
    if (!moved) return 'reserved';
    await unit.stock.record({ orderId: id, productId, kind: 'restock', onHandDelta: delta, reservedDelta: 0 });
    const level = await unit.stock.find(productId);
    if (!level || level.onHand > MAXIMUM_ON_HAND) {
      throw new InvalidInput('delta', `must leave at most ${MAXIMUM_ON_HAND} pieces in stock`);
    }
    if (delta < 0) await unit.outbox.add(await lowStockNotices(unit, [{ productId }], now));
    else await unit.outbox.add(backInStockNotice(level, delta, id));
    return 'done';
  });
}

/** `missing`: no such product, or another seller's. */
export type LowMarkResult = 'done' | 'missing';

/**
 * Sets the number of available pieces at which the operator or seller is notified. The last change wins.
 *
 * @param manager - may change only products that `findManagedProduct` returns
 * @param lowMark - pieces
 */
export async function setLowMark(
  store: Store,
  manager: StockManager,
  productId: string,
  lowMark: number,
): Promise<LowMarkResult> {
  return store.transaction(async (unit) => {
    if (!(await findManagedProduct(unit, manager, productId))) return 'missing';
    await unit.inventory.setLowMark(productId, lowMark);
    return 'done';
  });
}
