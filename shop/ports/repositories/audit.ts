/**
 * Queries of the reconciler for contradictions between tables. They only read, and return a limited number, oldest
 * first.
 */
import { Payment } from '../../domain/payments/payment';

/** Product whose stock row differs from the sums of its ledger. */
export interface StockMismatch {
  readonly productId: string;
  readonly onHand: number;
  readonly reserved: number;
  /** Sum of the ledger, as `movedReserved` is. */
  readonly movedOnHand: number;
  readonly movedReserved: number;
}

/** Webhook event that matched no order. */
export interface UnknownEvent {
  readonly provider: string;
  readonly eventId: string;
  readonly rawBody: string;
}

/** Queries of the reconciler. */
export interface Audit {
  stockMismatches(limit: number): Promise<readonly StockMismatch[]>;
  /** Payments whose order is still unpaid. */
  capturedButUnpaid(limit: number): Promise<readonly Payment[]>;
  /** Paid orders, also in later states, with a line that has no `sell` movement. */
  paidWithoutSale(limit: number): Promise<readonly string[]>;
  /** Webhook events that matched no order, received after `since`. */
  unknownEvents(since: Date, limit: number): Promise<readonly UnknownEvent[]>;
  /** Number of outbox messages that have waited since `before`, and of those that were given up. */
  outbox(before: Date): Promise<{ readonly late: number; readonly dead: number }>;
}
