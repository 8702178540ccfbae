import { allows, IllegalTransition, isClosed, OrderState } from '../../domain/orders/order';
import { MoveDetails } from '../../ports/repositories/orders';

/** Methods of the order repository that a transition needs. */
export interface OrderMoves {
  find(id: string): Promise<{ readonly state: OrderState } | undefined>;
  move(id: string, from: OrderState, to: OrderState, details?: MoveDetails): Promise<boolean>;
}

/**
 * Moves an order to another state.
 *
 * @param from - expected state; a different one throws, unless the order has reached `to`
 * @returns false when the order was in `to` already, so a redelivery has no effect
 * @throws IllegalTransition before anything is written, when the table does not allow the step
 */
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
