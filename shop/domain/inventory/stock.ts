import { EVENTS } from '../../../src/contract/events';
import { OutboxMessage, notification } from '../outbox-message';

/** Stock of a product in pieces. `reserved` pieces are part of `onHand`. */
export interface StockLevel {
  readonly productId: string;
  readonly onHand: number;
  readonly reserved: number;
  readonly lowMark: number;
}

/**
 * Kind of a stock movement: `reserve` for an unpaid order, `sell` after payment, `release` of a reservation, `restock`
 * by a delivery.
 */
export type MovementKind = 'reserve' | 'sell' | 'release' | 'restock';

/** Entry of the stock ledger. The sums of all deltas of a product are its stock row. */
export interface Movement {
  /** Order that caused the movement; for a restock the id of the delivery. */
  readonly orderId: string;
  readonly productId: string;
  readonly kind: MovementKind;
  readonly onHandDelta: number;
  readonly reservedDelta: number;
}

/**
 * True while the ledger has a reservation of the product that was neither released nor sold.
 *
 * @param ledger - all movements of one order
 */
export function hasReservation(ledger: readonly Movement[], productId: string): boolean {
  return (
    hasMovement(ledger, productId, 'reserve') &&
    !hasMovement(ledger, productId, 'release') &&
    !hasMovement(ledger, productId, 'sell')
  );
}

/**
 * True when the ledger has a movement of this kind.
 *
 * @param ledger - all movements of one order
 */
export function hasMovement(ledger: readonly Movement[], productId: string, kind: MovementKind): boolean {
  return ledger.some((entry) => entry.productId === productId && entry.kind === kind);
}

/**
 * Thrown when the stock row contradicts the ledger. The transaction ends, because going on could sell pieces that do
 * not exist.
 */
export class LedgerBroken extends Error {
  constructor(orderId: string, productId: string, movement: string) {
    super(`order ${orderId}: cannot ${movement} product ${productId}, because its stock row contradicts the ledger`);
    this.name = 'LedgerBroken';
  }
}

/**
 * Returns the notification that a product is for sale again, or nothing if it was not sold out before. Call it after
 * the change and in the same transaction: the row is locked then, so the earlier stock is certain.
 *
 * @param level - stock after the change
 * @param added - pieces that became free
 * @param cause - id of the delivery or order that freed them; makes the notification's id unique
 */
export function backInStockNotice(
  { productId, onHand, reserved }: StockLevel,
  added: number,
  cause: string,
): readonly OutboxMessage[] {
  const available = onHand - reserved;
  if (available <= 0 || available - added > 0) return [];
  return [
    notification('stock', `${productId}:${EVENTS.stockBack}:${cause}`, EVENTS.stockBack, { productId, available }),
  ];
}
