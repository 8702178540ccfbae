/** What visitors put aside to buy. One cart a customer, or one a guest's session. */
import { MAXIMUM_LINES } from '../orders/order-message';

export interface CartLine {
  readonly productId: string;
  readonly quantity: number;
  /** What the customer saw when adding it, so that a change can be shown. */
  readonly priceMinor: number;
}

export interface Cart {
  readonly id: string;
  readonly customerId?: string;
  readonly touchedAt: Date;
  readonly lines: readonly CartLine[];
}

/** Customers own theirs; a guest's session remembers which one it made. */
export interface CartOwner {
  readonly customerId?: string;
  readonly cartId?: string;
}

/** More products than one order may have. */
export class CartFull extends Error {
  constructor() {
    super(`a cart holds at most ${MAXIMUM_LINES} products`);
    this.name = 'CartFull';
  }
}

/** There is not one piece of a product. */
export class NothingOnShelf extends Error {
  constructor() {
    super('no piece of this product is on the shelf');
    this.name = 'NothingOnShelf';
  }
}

/** Fewer pieces went into the cart than were asked for. */
export interface Shortfall {
  readonly asked: number;
  readonly added: number;
  /** The limit that was met: pieces on the shelf, or pieces of a product in one order. */
  readonly limit: 'stock' | 'order';
}
