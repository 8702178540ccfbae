/** Defaults of the rules about orders that are not paid yet. */

/** Minutes that an order may be unpaid. */
export const RESERVATION_MINUTES = 30;

/**
 * Percent of a product's pieces on hand that unpaid orders of newcomers may reserve. A quarter: three of four pieces
 * are always for sale to everyone, whatever others leave unpaid.
 */
export const RESERVABLE_SHARE = 25;

export type LimitSubject = 'session' | 'address' | 'network' | 'email';

export type LimitPerSubject = Readonly<Record<LimitSubject, number>>;

export interface UnpaidLimits {
  /** Unpaid orders at a time. */
  readonly orders: LimitPerSubject;
  /** Pieces of one product in unpaid orders at a time. */
  readonly pieces: LimitPerSubject;
}

/**
 * An honest household orders once or twice in half an hour. An office, a school or a mobile carrier's gateway shares an
 * address, so an address may do four times what a session may, and a network of 256 addresses five times what an
 * address may: behind it only whoever tries cards, with many orders and few payments, is stopped.
 */
export const DEFAULT_UNPAID_LIMITS: UnpaidLimits = {
  orders: { session: 10, address: 40, network: 200, email: 10 },
  pieces: { session: 100, address: 200, network: 400, email: 100 },
};
