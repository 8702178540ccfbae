/** Order and its states. The table of transitions is the only place that defines which state may follow which. */
import { Address } from '../address';

export type OrderState =
  | 'placed'
  | 'paid'
  | 'packed'
  | 'shipped'
  | 'delivered'
  | 'rejected'
  | 'cancelled'
  | 'expired'
  | 'refund_due'
  | 'refunded';

export interface Order {
  readonly id: string;
  readonly email: string;
  readonly state: OrderState;
  /** Reason of a rejection. */
  readonly reason?: string;
  readonly totalMinor: number;
  readonly currency: string;
  readonly address: Address;
  /** True when the order was paid through the demonstration provider: no money is owed. */
  readonly test: boolean;
  readonly placedAt: Date;
  readonly version: number;
  /** Account of the customer; absent for guests. */
  readonly customerId?: string;
  /** SHA-256 hash of the order's access token (`order-access.ts`), in hexadecimal. */
  readonly accessHash: string;
  /** Time of the last change of the delivery address. */
  readonly deliveryChangedAt?: Date;
}

/** Product of an order with the name and price at the time of the order. */
export interface OrderLine {
  readonly productId: string;
  readonly name: string;
  readonly quantity: number;
  readonly priceMinor: number;
}

export type RejectionReason = 'sold_out' | 'price_changed' | 'not_available';

/** States that may follow each state. */
export const TRANSITIONS: Readonly<Record<OrderState, readonly OrderState[]>> = {
  // Money for an order without a reservation may find that too little is left.
  placed: ['paid', 'rejected', 'cancelled', 'expired', 'refund_due'],
  paid: ['packed', 'refund_due'],
  packed: ['shipped', 'refund_due'],
  shipped: ['delivered'],
  delivered: ['refund_due'],
  // Money that arrives after the end: the order goes on when there is stock, else it is owed back.
  expired: ['paid', 'refund_due'],
  rejected: ['refund_due'],
  cancelled: ['refund_due'],
  refund_due: ['refunded'],
  refunded: [],
};

/** Thrown when an order is to enter a state that may not follow its current one. */
export class IllegalTransition extends Error {
  constructor(
    readonly orderId: string,
    readonly from: OrderState | 'missing',
    readonly to: OrderState,
  ) {
    super(`order ${orderId} cannot go from ${from} to ${to}`);
    this.name = 'IllegalTransition';
  }
}

/** True when the table of transitions contains the step. A step from a state to itself is never allowed. */
export function allows(from: OrderState, to: OrderState): boolean {
  return TRANSITIONS[from].includes(to);
}

/**
 * True for states after which no mail about the order is sent. The encrypted copy of its access token is removed when
 * it enters one.
 */
export function isClosed(state: OrderState): boolean {
  return CLOSED.has(state);
}

const CLOSED: ReadonlySet<OrderState> = new Set(['delivered', 'rejected', 'cancelled', 'expired', 'refunded']);

/** True until the parcel is packed: only then may the delivery address change. */
export function deliveryMayChange(state: OrderState): boolean {
  return state === 'placed' || state === 'paid';
}
