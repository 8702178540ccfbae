/** Stock movements. Each one changes the stock row and the ledger together. */
import { EVENTS } from '../../../src/contract/events';
import { backInStockNotice, hasMovement, hasReservation, LedgerBroken } from '../../domain/inventory/stock';
import { OrderLine } from '../../domain/orders/order';
import { notification, OutboxMessage } from '../../domain/outbox-message';
import { Store, StoreReader, UnitOfWork } from '../../ports/store';

/**
 * Sells the lines that are not sold yet: from the order's reservation if the ledger has one, otherwise from the free
 * pieces. Call it within `unit.attempt`: when it returns false, too few pieces are free, and some lines may have been
 * sold.
 *
 * @param lines - all lines of the order
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

/**
 * Releases the order's reservations.
 *
 * @param lines - all lines of the order
 * @returns the lines that were reserved; none for an order without a reservation
 * @throws LedgerBroken when a reservation of the ledger is not in the stock row
 */
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

/**
 * True while at least one line of the order is reserved.
 *
 * @param unit - also a reader outside of a transaction, for a page
 */
export async function isReserved(unit: Pick<StoreReader, 'stock'>, orderId: string): Promise<boolean> {
  const ledger = await unit.stock.movements(orderId);
  return ledger.some(({ productId }) => hasReservation(ledger, productId));
}

/**
 * Returns a notification for each product at or below its mark. A product has at most one a day, because each further
 * sale would only repeat the mail.
 *
 * @param lines - products whose stock has decreased
 * @param now - its date is part of the notification's id
 */
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

/**
 * Returns notifications for products that are for sale again because of released pieces.
 *
 * @param orderId - order that released them; part of the notification's id
 * @param lines - lines as `release` returns them
 */
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
 * Sells the lines of a paid order that were not sold, from its reservation if it has one.
 *
 * @param orderId - paid order; locked for the duration of the transaction
 * @returns false when too few pieces are left
 */
export async function completeSale(store: Store, orderId: string): Promise<boolean> {
  return store.transaction(async (unit) => {
    await unit.orders.lock(orderId);
    const lines = await unit.orders.lines(orderId);
    return unit.attempt(async () => sell(unit, orderId, lines));
  });
}
