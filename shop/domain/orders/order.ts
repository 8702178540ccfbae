/** An order, and its life: the table of transitions is the only place that says what may follow what. */
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
  /** Why it was rejected. */
  readonly reason?: string;
  readonly totalMinor: number;
  readonly currency: string;
  readonly address: Address;
  /** Paid through the demonstration provider: nothing is really owed. */
  readonly test: boolean;
  readonly placedAt: Date;
  readonly version: number;
  /** Whose account it is in; absent for guests. */
  readonly customerId?: string;
  /** SHA-256 of the order's secret (`domain/orders/order-access.ts`), in hexadecimal. */
  readonly accessHash: string;
  /** Time of the last change of the delivery address. */
  readonly deliveryChangedAt?: Date;
}

export interface OrderLine {
  readonly productId: string;
  readonly name: string;
  readonly quantity: number;
  readonly priceMinor: number;
}

export type RejectionReason = 'sold_out' | 'price_changed' | 'not_available';

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

export function allows(from: OrderState, to: OrderState): boolean {
  return TRANSITIONS[from].includes(to);
}

/** Nothing more is mailed about these, so the copy of the order's secret is removed with the move. */
export function isClosed(state: OrderState): boolean {
  return CLOSED.has(state);
}

const CLOSED: ReadonlySet<OrderState> = new Set(['delivered', 'rejected', 'cancelled', 'expired', 'refunded']);

/** The delivery address may change until somebody packs the parcel. */
export function deliveryMayChange(state: OrderState): boolean {
  return state === 'placed' || state === 'paid';
}
