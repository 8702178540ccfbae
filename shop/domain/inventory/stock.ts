import { EVENTS } from '../../../src/contract/events';
import { OutboxMessage, notification } from '../outbox-message';

export interface StockLevel {
  readonly productId: string;
  readonly onHand: number;
  readonly reserved: number;
  readonly lowMark: number;
}

export type MovementKind = 'reserve' | 'sell' | 'release' | 'restock';

/** One entry of the ledger: the sums of the deltas are the stock row. */
export interface Movement {
  /** For a restock: the delivery's id. */
  readonly orderId: string;
  readonly productId: string;
  readonly kind: MovementKind;
  readonly onHandDelta: number;
  readonly reservedDelta: number;
}

/** True while the ledger has a reservation of the product that was neither given back nor sold. */
export function hasReservation(ledger: readonly Movement[], productId: string): boolean {
  return (
    hasMovement(ledger, productId, 'reserve') &&
    !hasMovement(ledger, productId, 'release') &&
    !hasMovement(ledger, productId, 'sell')
  );
}

export function hasMovement(ledger: readonly Movement[], productId: string, kind: MovementKind): boolean {
  return ledger.some((entry) => entry.productId === productId && entry.kind === kind);
}

/** The database says something that cannot be: better to stop than to sell what is not there. */
export class LedgerBroken extends Error {
  constructor(orderId: string, productId: string, movement: string) {
    super(`order ${orderId}: cannot ${movement} product ${productId}, its stock row does not hold what was reserved`);
    this.name = 'LedgerBroken';
  }
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
): readonly OutboxMessage[] {
  const available = onHand - reserved;
  if (available <= 0 || available - added > 0) return [];
  return [
    notification('stock', `${productId}:${EVENTS.stockBack}:${cause}`, EVENTS.stockBack, { productId, available }),
  ];
}
