import { Cart, CartLine } from '../../domain/carts/cart';

/** Reads of carts. */
export interface CartsReader {
  find(id: string): Promise<Cart | undefined>;
  findByCustomer(customerId: string): Promise<Cart | undefined>;
}

/** Shopping carts. */
export interface Carts extends CartsReader {
  /** False when the id exists, or when the customer has a cart. */
  insert(cart: { readonly id: string; readonly customerId?: string; readonly touchedAt: Date }): Promise<boolean>;
  /** Adds or replaces the line, and makes a later reminder possible again, because the customer has returned. */
  putLine(cartId: string, line: CartLine, now: Date): Promise<void>;
  removeLine(cartId: string, productId: string, now: Date): Promise<void>;
  clear(cartId: string, now: Date): Promise<void>;
  /** Assigns a guest's cart to a customer; false when the customer has another cart. */
  give(cartId: string, customerId: string): Promise<boolean>;
  /**
   * Returns customers' filled carts without a change since `before` and without a reminder. Locks them until the
   * transaction ends, and skips those that another transaction has locked.
   */
  claimAbandoned(before: Date, limit: number): Promise<readonly Cart[]>;
  reminded(cartId: string, now: Date): Promise<void>;
  /** Empties guests' carts without a change since `before`; returns their number. */
  removeForgotten(before: Date, limit: number): Promise<number>;
}
