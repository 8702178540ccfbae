/** Stock moves and their ledger entries, always both. */
import { EVENTS } from '../../../src/contract/events';
import { backInStockNotice, hasMovement, hasReservation, LedgerBroken } from '../../domain/inventory/stock';
import { OrderLine } from '../../domain/orders/order';
import { notification, OutboxMessage } from '../../domain/outbox-message';
import { Store, StoreReader, UnitOfWork } from '../../ports/store';

/**
 * Sells the lines that are not sold yet: from the order's reservation where the ledger has one, else from what is free.
 * Call it within `unit.attempt`: on `false` too little is free, and some lines may have moved.
 *
 * @throws LedgerBroken when a reservation of the ledger is not in the stock row
 */
export async function sell(unit: UnitOfWork, orderId: string, lines: readonly OrderLine[]): Promise<boolean> {
  const ledger = await unit.stock.movements(orderId);
  for (const { productId, quantity } of lines) {
    if (hasMovement(ledger, productId, 'sell')) continue;
    const held = hasReservation(ledger, productId);
    if (!(await (held ? unit.stock.sellReserved(productId, quantity) : unit.stock.sellFree(productId, quantity)))) {
      if (held) throw new LedgerBroken(orderId, productId, 'sell');
      return false;
    }
    await unit.stock.record({
      orderId,
      productId,
      kind: 'sell',
      onHandDelta: -quantity,
      reservedDelta: held ? -quantity : 0,
    });
  }
  return true;
}

/** Gives back what the order has reserved; returns those lines. An order without a reservation gives nothing back. */
export async function release(
  unit: UnitOfWork,
  orderId: string,
  lines: readonly OrderLine[],
): Promise<readonly OrderLine[]> {
  const ledger = await unit.stock.movements(orderId);
  const held = lines.filter(({ productId }) => hasReservation(ledger, productId));
  for (const { productId, quantity } of held) {
    if (!(await unit.stock.release(productId, quantity))) throw new LedgerBroken(orderId, productId, 'release');
    await unit.stock.record({ orderId, productId, kind: 'release', onHandDelta: 0, reservedDelta: -quantity });
  }
  return held;
}

/** True while an order's stock is reserved for it. */
export async function isReserved(unit: Pick<StoreReader, 'stock'>, orderId: string): Promise<boolean> {
  const ledger = await unit.stock.movements(orderId);
  return ledger.some(({ productId }) => hasReservation(ledger, productId));
}

/** One notice a product and day: each sale below the mark would be one more mail that says the same. */
export async function lowStockNotices(
  unit: UnitOfWork,
  lines: readonly Pick<OrderLine, 'productId'>[],
  now: Date,
): Promise<readonly OutboxMessage[]> {
  const notices: OutboxMessage[] = [];
  for (const { productId } of lines) {
    const level = await unit.stock.find(productId);
    if (!level || level.onHand - level.reserved > level.lowMark) continue;
    const eventId = `${productId}:${EVENTS.stockLow}:${now.toISOString().slice(0, 10)}`;
    notices.push(
      notification('stock', eventId, EVENTS.stockLow, {
        productId,
        available: level.onHand - level.reserved,
        lowMark: level.lowMark,
      }),
    );
  }
  return notices;
}

/** Notices for what an order gave back. */
export async function returnedNotices(
  unit: UnitOfWork,
  orderId: string,
  lines: readonly OrderLine[],
): Promise<readonly OutboxMessage[]> {
  const notices: OutboxMessage[] = [];
  for (const { productId, quantity } of lines) {
    const level = await unit.stock.find(productId);
    if (level) notices.push(...backInStockNotice(level, quantity, orderId));
  }
  return notices;
}

/**
 * Moves what a paid order should have moved and did not, from its reservation where it has one. `false`: too little is
 * left.
 */
export async function completeSale(store: Store, orderId: string): Promise<boolean> {
  return store.transaction(async (unit) => {
    await unit.orders.lock(orderId);
    const lines = await unit.orders.lines(orderId);
    return unit.attempt(async () => sell(unit, orderId, lines));
  });
}
