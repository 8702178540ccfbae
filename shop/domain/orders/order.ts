/** The life of an order: this table is the only place that says what may follow what. */
import { MoveDetails, OrderState } from '../../ports/store';

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

/** What the guarded move needs of the store. */
export interface OrderMoves {
  find(id: string): Promise<{ readonly state: OrderState } | undefined>;
  move(id: string, from: OrderState, to: OrderState, details?: MoveDetails): Promise<boolean>;
}

/** Nothing more is mailed about these, so the copy of the order's secret is removed with the move. */
const CLOSED: ReadonlySet<OrderState> = new Set(['delivered', 'rejected', 'cancelled', 'expired', 'refunded']);

/** `false`: it was there already, so a second delivery changes nothing. Anything not in the table throws before it is written. */
export async function transition(
  orders: OrderMoves,
  orderId: string,
  from: OrderState,
  to: OrderState,
  details: Omit<MoveDetails, 'closed'> = {},
): Promise<boolean> {
  if (!allows(from, to)) throw new IllegalTransition(orderId, from, to);
  if (await orders.move(orderId, from, to, { ...details, ...(CLOSED.has(to) ? { closed: true } : {}) })) return true;
  const current = await orders.find(orderId);
  if (current?.state === to) return false;
  throw new IllegalTransition(orderId, current?.state ?? 'missing', to);
}

/** The delivery address may change until somebody packs the parcel. */
export function deliveryMayChange(state: OrderState): boolean {
  return state === 'placed' || state === 'paid';
}
