import { Cart, CartLine } from '../../domain/carts/cart';

export interface CartsReader {
  find(id: string): Promise<Cart | undefined>;
  findByCustomer(customerId: string): Promise<Cart | undefined>;
}

export interface Carts extends CartsReader {
  /** `false`: the id is taken, or the customer has a cart. */
  insert(cart: { readonly id: string; readonly customerId?: string; readonly touchedAt: Date }): Promise<boolean>;
  /** Adds the line or replaces it, and notes that somebody cares for this cart again: a reminder may be due later. */
  putLine(cartId: string, line: CartLine, now: Date): Promise<void>;
  removeLine(cartId: string, productId: string, now: Date): Promise<void>;
  clear(cartId: string, now: Date): Promise<void>;
  /** `false`: the customer has another cart. */
  give(cartId: string, customerId: string): Promise<boolean>;
  /** Filled carts of customers, untouched since `before` and not reminded of; held until the transaction ends, passing by those that another holds. */
  claimAbandoned(before: Date, limit: number): Promise<readonly Cart[]>;
  reminded(cartId: string, now: Date): Promise<void>;
  /** Empties carts of visitors without an account that nobody touched since; returns how many went. */
  removeForgotten(before: Date, limit: number): Promise<number>;
}
