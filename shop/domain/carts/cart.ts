/** Shopping carts. Each customer has one cart, and each guest's session has one. */
import { MAXIMUM_LINES } from '../orders/order-message';

/** Product in a cart with its quantity. */
export interface CartLine {
  readonly productId: string;
  readonly quantity: number;
  /** Price in minor units that the customer saw when adding the product, so that a later change can be shown. */
  readonly priceMinor: number;
}

/** Cart with its lines. */
export interface Cart {
  readonly id: string;
  readonly customerId?: string;
  readonly touchedAt: Date;
  readonly lines: readonly CartLine[];
}

/** Owner of a cart: a customer by account, or a guest by the cart that the session names. */
export interface CartOwner {
  readonly customerId?: string;
  readonly cartId?: string;
}

/** Thrown when a cart would have more products than one order may have. */
export class CartFull extends Error {
  constructor() {
    super(`a cart holds at most ${MAXIMUM_LINES} products`);
    this.name = 'CartFull';
  }
}

/** Thrown when no piece of a product is on hand. */
export class NothingOnShelf extends Error {
  constructor() {
    super('no piece of this product is on the shelf');
    this.name = 'NothingOnShelf';
  }
}

/** Result of a change that put fewer pieces into the cart than the visitor asked for. */
export interface Shortfall {
  readonly asked: number;
  readonly added: number;
  /** Limit that was reached: the pieces on hand, or the largest quantity of a product in one order. */
  readonly limit: 'stock' | 'order';
}
