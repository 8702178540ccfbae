/** Stock moves and their ledger entries, always both. */
import { notification } from './effects';
import { EVENTS } from '../../src/contract/events';
import { Effect, Movement, MovementKind, OrderLine, StockLevel, Store, Unit } from '../ports/store';

/** The database says something that cannot be: better to stop than to sell what is not there. */
export class LedgerBroken extends Error {
  constructor(orderId: string, productId: string, movement: string) {
    super(`order ${orderId}: cannot ${movement} product ${productId}, its stock row does not hold what was reserved`);
    this.name = 'LedgerBroken';
  }
}

/**
 * Sells the lines that are not sold yet: from the order's reservation where the ledger has one, else from what is free.
 * Call it within `unit.attempt`: on `false` too little is free, and some lines may have moved.
 *
 * @throws LedgerBroken when a reservation of the ledger is not in the stock row
 */
export async function sell(unit: Unit, orderId: string, lines: readonly OrderLine[]): Promise<boolean> {
  const ledger = await unit.stock.movements(orderId);
  for (const { productId, quantity } of lines) {
    if (has(ledger, productId, 'sell')) continue;
    const held = isHeld(ledger, productId);
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
export async function release(unit: Unit, orderId: string, lines: readonly OrderLine[]): Promise<readonly OrderLine[]> {
  const ledger = await unit.stock.movements(orderId);
  const held = lines.filter(({ productId }) => isHeld(ledger, productId));
  for (const { productId, quantity } of held) {
    if (!(await unit.stock.release(productId, quantity))) throw new LedgerBroken(orderId, productId, 'release');
    await unit.stock.record({ orderId, productId, kind: 'release', onHandDelta: 0, reservedDelta: -quantity });
  }
  return held;
}

/** True while an order's stock is reserved for it. */
export async function isReserved(unit: Pick<Unit, 'stock'>, orderId: string): Promise<boolean> {
  const ledger = await unit.stock.movements(orderId);
  return ledger.some(({ productId }) => isHeld(ledger, productId));
}

function isHeld(ledger: readonly Movement[], productId: string): boolean {
  return has(ledger, productId, 'reserve') && !has(ledger, productId, 'release') && !has(ledger, productId, 'sell');
}

function has(ledger: readonly Movement[], productId: string, kind: MovementKind): boolean {
  return ledger.some((entry) => entry.productId === productId && entry.kind === kind);
}

/** One notice a product and day: each sale below the mark would be one more mail that says the same. */
export async function lowStockNotices(
  unit: Unit,
  lines: readonly Pick<OrderLine, 'productId'>[],
  now: Date,
): Promise<readonly Effect[]> {
  const notices: Effect[] = [];
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
 * The notice that a product is for sale again, when it was sold out before `added` pieces became free; call it after
 * they did, in the same transaction: the row is held, so what was there before is known for certain. `cause` is the
 * delivery or the order that freed them.
 */
export function backInStockNotice(
  { productId, onHand, reserved }: StockLevel,
  added: number,
  cause: string,
): readonly Effect[] {
  const available = onHand - reserved;
  if (available <= 0 || available - added > 0) return [];
  return [
    notification('stock', `${productId}:${EVENTS.stockBack}:${cause}`, EVENTS.stockBack, { productId, available }),
  ];
}

/** Notices for what an order gave back. */
export async function returnedNotices(
  unit: Unit,
  orderId: string,
  lines: readonly OrderLine[],
): Promise<readonly Effect[]> {
  const notices: Effect[] = [];
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
