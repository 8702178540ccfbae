import { Address } from '../../domain/address';
import { Order, OrderLine, OrderState } from '../../domain/orders/order';

export type NewOrder = Omit<Order, 'version' | 'reason' | 'test' | 'deliveryChangedAt'>;

export interface MoveDetails {
  readonly reason?: string;
  readonly test?: boolean;
  /** The order has ended: no later mail needs its encrypted secret. */
  readonly closed?: boolean;
}

export interface OrdersReader {
  find(id: string): Promise<Order | undefined>;
  lines(id: string): Promise<readonly OrderLine[]>;
  /** The encrypted secret; undefined once the order has ended. */
  accessCopy(id: string): Promise<string | undefined>;
  /** Counts the orders that name this e-mail address and were placed since then, up to `limit`. */
  countByEmail(email: string, since: Date, limit: number): Promise<number>;
  /** True when the account has an order that was paid with real money and not returned. */
  hasPaid(customerId: string): Promise<boolean>;
  /** Newest first. */
  findByCustomer(customerId: string, limit?: number): Promise<readonly Order[]>;
  /** Newest first, of everybody. */
  latest(query: { readonly state?: OrderState; readonly limit?: number }): Promise<readonly Order[]>;
  /** Ids of orders still in `placed` that were placed before then, oldest first; `skip` passes by so many. */
  overdue(before: Date, limit: number, skip?: number): Promise<readonly string[]>;
  /** Ids of paid orders whose delivery address was last changed before then, oldest first. */
  deliveryChanged(before: Date, limit: number): Promise<readonly string[]>;
}

export interface Orders extends OrdersReader {
  /** `false`: this order is already there. `accessCopy`: its secret, encrypted for the links in its mails. */
  insert(order: NewOrder, accessCopy?: string): Promise<boolean>;
  insertLines(orderId: string, lines: readonly OrderLine[]): Promise<void>;
  /** Holds the row until the transaction ends. */
  lock(id: string): Promise<Order | undefined>;
  /** Guarded by the state: `false` when the order is no longer in `from`. */
  move(id: string, from: OrderState, to: OrderState, details?: MoveDetails): Promise<boolean>;
  /** Only while nothing is packed; `false` otherwise. */
  changeDelivery(id: string, address: Address, now: Date): Promise<boolean>;
}
