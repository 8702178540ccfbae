import { Address } from '../../domain/address';
import { Order, OrderLine, OrderState } from '../../domain/orders/order';

/** Order to insert; the database sets the other fields. */
export type NewOrder = Omit<Order, 'version' | 'reason' | 'test' | 'deliveryChangedAt'>;

/** Details of a state transition. */
export interface MoveDetails {
  readonly reason?: string;
  readonly test?: boolean;
  /**
   * True when the order has ended: the encrypted copy of its access token is removed, because no later mail needs it.
   */
  readonly closed?: boolean;
}

/** Reads of orders. */
export interface OrdersReader {
  find(id: string): Promise<Order | undefined>;
  lines(id: string): Promise<readonly OrderLine[]>;
  /** Encrypted access token; undefined once the order has ended. */
  accessCopy(id: string): Promise<string | undefined>;
  /** Number of orders with this e-mail address that were placed since `since`, counted up to `limit`. */
  countByEmail(email: string, since: Date, limit: number): Promise<number>;
  /** True when the account has an order that was paid with real money and not refunded. */
  hasPaid(customerId: string): Promise<boolean>;
  /** Newest first. */
  findByCustomer(customerId: string, limit?: number): Promise<readonly Order[]>;
  /** Orders of all customers, newest first. */
  latest(query: { readonly state?: OrderState; readonly limit?: number }): Promise<readonly Order[]>;
  /**
   * Ids of unpaid orders that were placed before `before`, oldest first. `skip`: number of orders to leave out at the
   * beginning.
   */
  overdue(before: Date, limit: number, skip?: number): Promise<readonly string[]>;
  /** Ids of paid orders whose delivery address last changed before `before`, oldest first. */
  deliveryChanged(before: Date, limit: number): Promise<readonly string[]>;
}

/** Orders with their lines. */
export interface Orders extends OrdersReader {
  /** False when the order exists. `accessCopy`: its encrypted access token, for the links in its mails. */
  insert(order: NewOrder, accessCopy?: string): Promise<boolean>;
  insertLines(orderId: string, lines: readonly OrderLine[]): Promise<void>;
  /** Locks the row until the transaction ends. */
  lock(id: string): Promise<Order | undefined>;
  /** Moves the order from one state to another; false when it is no longer in `from`. */
  move(id: string, from: OrderState, to: OrderState, details?: MoveDetails): Promise<boolean>;
  /** False when the parcel is packed already. */
  changeDelivery(id: string, address: Address, now: Date): Promise<boolean>;
}
