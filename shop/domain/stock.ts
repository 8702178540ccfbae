/** Stock moves and their ledger entries, always both. */
import { notification } from './effects';
import { Effect, OrderLine, Unit } from '../ports/store';

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
