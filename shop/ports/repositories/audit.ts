/** Questions of the reconciler: what does not fit together. Reads only, bounded, oldest first. */
import { Payment } from '../../domain/payments/payment';

export interface StockMismatch {
  readonly productId: string;
  readonly onHand: number;
  readonly reserved: number;
  /** The sums of the ledger. */
  readonly movedOnHand: number;
  readonly movedReserved: number;
}

export interface UnknownEvent {
  readonly provider: string;
  readonly eventId: string;
  readonly rawBody: string;
}

export interface Audit {
  stockMismatches(limit: number): Promise<readonly StockMismatch[]>;
  /** Captured payments whose order is still waiting for one. */
  capturedButUnpaid(limit: number): Promise<readonly Payment[]>;
  /** Orders that are paid or further and have a line without a sell movement. */
  paidWithoutSale(limit: number): Promise<readonly string[]>;
  /** Payments told of that fitted no order, received after `since`. */
  unknownEvents(since: Date, limit: number): Promise<readonly UnknownEvent[]>;
  /** Outbox messages that wait since before then, and those that were given up. */
  outbox(before: Date): Promise<{ readonly late: number; readonly dead: number }>;
}
