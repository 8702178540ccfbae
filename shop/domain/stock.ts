/** Stock moves and their ledger entries, always both. */
import { notification } from './effects';
import { Effect, MovementKind, OrderLine, StockLevel, Store, Unit } from '../ports/store';

/** The database says something that cannot be: better to stop than to sell what is not there. */
export class LedgerBroken extends Error {
  constructor(orderId: string, productId: string, movement: string) {
    super(`order ${orderId}: cannot ${movement} product ${productId}, its stock row does not hold what was reserved`);
    this.name = 'LedgerBroken';
  }
}

/** What was reserved leaves the shelf. */
export async function sellReserved(unit: Unit, orderId: string, lines: readonly OrderLine[]): Promise<void> {
  for (const { productId, quantity } of lines) {
    if (!await unit.stock.sellReserved(productId, quantity)) throw new LedgerBroken(orderId, productId, 'sell');
    await unit.stock.record({ orderId, productId, kind: 'sell', onHandDelta: -quantity, reservedDelta: -quantity });
  }
}

/** For an order whose reservation is gone; call within `unit.attempt`: on `false` some lines may have moved. */
export async function sellFree(unit: Unit, orderId: string, lines: readonly OrderLine[]): Promise<boolean> {
  for (const { productId, quantity } of lines) {
    if (!await unit.stock.sellFree(productId, quantity)) return false;
    await unit.stock.record({ orderId, productId, kind: 'sell', onHandDelta: -quantity, reservedDelta: 0 });
  }
  return true;
}

export async function release(unit: Unit, orderId: string, lines: readonly OrderLine[]): Promise<void> {
  for (const { productId, quantity } of lines) {
    if (!await unit.stock.release(productId, quantity)) throw new LedgerBroken(orderId, productId, 'release');
    await unit.stock.record({ orderId, productId, kind: 'release', onHandDelta: 0, reservedDelta: -quantity });
  }
}

/** One notice a product and day: each sale below the mark would be one more mail that says the same. */
export async function lowStockNotices(unit: Unit, lines: readonly Pick<OrderLine, 'productId'>[], now: Date): Promise<readonly Effect[]> {
  const notices: Effect[] = [];
  for (const { productId } of lines) {
    const level = await unit.stock.find(productId);
    if (!level || level.onHand - level.reserved > level.lowMark) continue;
    const eventId = `${productId}:stock.low:${now.toISOString().slice(0, 10)}`;
    notices.push(notification('stock', eventId, 'stock.low', { productId, available: level.onHand - level.reserved, lowMark: level.lowMark }));
  }
  return notices;
}

/**
 * The notice that a product is for sale again, when it was sold out before `added` pieces became free; call it after they did, in the same transaction:
 * the row is held, so what was there before is known for certain. `cause` is the delivery or the order that freed them.
 */
export function backInStockNotice({ productId, onHand, reserved }: StockLevel, added: number, cause: string): readonly Effect[] {
  const available = onHand - reserved;
  if (available <= 0 || available - added > 0) return [];
  return [notification('stock', `${productId}:stock.back:${cause}`, 'stock.back', { productId, available })];
}

/** Notices for what an order gave back. */
export async function returnedNotices(unit: Unit, orderId: string, lines: readonly OrderLine[]): Promise<readonly Effect[]> {
  const notices: Effect[] = [];
  for (const { productId, quantity } of lines) {
    const level = await unit.stock.find(productId);
    if (level) notices.push(...backInStockNotice(level, quantity, orderId));
  }
  return notices;
}

/** Moves what a paid order should have moved and did not, from its reservation where it has one. `false`: the stock rows do not allow it. */
export async function completeSale(store: Store, orderId: string): Promise<boolean> {
  return store.transaction(async (unit) => {
    await unit.orders.lock(orderId);
    const ledger = await unit.stock.movements(orderId);
    const has = (productId: string, kind: MovementKind) => ledger.some((entry) => entry.productId === productId && entry.kind === kind);
    const lines = (await unit.orders.lines(orderId)).filter(({ productId }) => !has(productId, 'sell'));
    return unit.attempt(async () => {
      for (const { productId, quantity } of lines) {
        const held = has(productId, 'reserve') && !has(productId, 'release');
        if (!await (held ? unit.stock.sellReserved(productId, quantity) : unit.stock.sellFree(productId, quantity))) return false;
        await unit.stock.record({ orderId, productId, kind: 'sell', onHandDelta: -quantity, reservedDelta: held ? -quantity : 0 });
      }
      return true;
    });
  });
}
