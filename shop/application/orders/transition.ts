import { allows, IllegalTransition, isClosed, OrderState } from '../../domain/orders/order';
import { MoveDetails } from '../../ports/repositories/orders';

/** What the guarded move needs of the store. */
export interface OrderMoves {
  find(id: string): Promise<{ readonly state: OrderState } | undefined>;
  move(id: string, from: OrderState, to: OrderState, details?: MoveDetails): Promise<boolean>;
}

/** `false`: it was there already, so a second delivery changes nothing. Anything not in the table throws before it is written. */
export async function transition(
  orders: OrderMoves,
  orderId: string,
  from: OrderState,
  to: OrderState,
  details: Omit<MoveDetails, 'closed'> = {},
): Promise<boolean> {
  if (!allows(from, to)) throw new IllegalTransition(orderId, from, to);
  if (await orders.move(orderId, from, to, { ...details, ...(isClosed(to) ? { closed: true } : {}) })) return true;
  const current = await orders.find(orderId);
  if (current?.state === to) return false;
  throw new IllegalTransition(orderId, current?.state ?? 'missing', to);
}
