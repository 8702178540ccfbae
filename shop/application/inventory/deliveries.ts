/** What comes onto the shelf or is found missing there. The shelf and its ledger entry change together, or not at all. */
import { lowStockNotices } from './stock';
import { findManagedProduct } from './stock-manager';
import { backInStockNotice } from '../../domain/inventory/stock';
import { StockManager } from '../../domain/inventory/stock-manager';
import { InvalidInput } from '../../domain/validation';
import { Store } from '../../ports/store';

/** A column of 32 bits holds twice as much; what is beyond this is a slipped finger. */
export const MAXIMUM_ON_HAND = 1_000_000_000;
export const MAXIMUM_DELTA = 1_000_000;

export interface Delivery {
  /** Made by the form, so that a double click is one movement. */
  readonly id: string;
  readonly productId: string;
  /** Negative: a correction, for what was broken or miscounted. */
  readonly delta: number;
}

/** `reserved`: customers were promised what would be taken away. */
export type DeliveryResult = 'done' | 'duplicate' | 'reserved' | 'missing';

const CONSUMER = 'delivery';

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
      // Two clicks at once: the second waits here for the first. The ledger's own key is behind it and would stop the transaction.
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

export type LowMarkResult = 'done' | 'missing';

/** From which number on the shop's operator is told; the last one who says so is right. */
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
