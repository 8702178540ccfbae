/** Default limits for orders that are not paid yet. */

/** Minutes for which an order may stay unpaid. */
export const RESERVATION_MINUTES = 30;

/**
 * Percentage of a product's pieces on hand that unpaid orders of new customers may reserve. With a quarter, three of
 * four pieces stay for sale to everyone, however many orders others leave unpaid.
 */
export const RESERVABLE_SHARE = 25;

/** Subject that a limit counts. `network` is the block of addresses around the visitor's address. */
export type LimitSubject = 'session' | 'address' | 'network' | 'email';

/** One number for each subject. */
export type LimitPerSubject = Readonly<Record<LimitSubject, number>>;

/** Limits of unpaid orders for each subject. */
export interface UnpaidLimits {
  /** Largest number of unpaid orders at a time. */
  readonly orders: LimitPerSubject;
  /** Largest number of pieces of one product in unpaid orders at a time. */
  readonly pieces: LimitPerSubject;
}

/**
 * A household orders once or twice in half an hour. An office, a school or a mobile carrier's gateway shares one
 * address, so an address may have four times as many orders as a session, and a network of 256 addresses five times as
 * many as an address. A network reaches its limit only when someone tries stolen cards: many orders and few payments.
 */
export const DEFAULT_UNPAID_LIMITS: UnpaidLimits = {
  orders: { session: 10, address: 40, network: 200, email: 10 },
  pieces: { session: 100, address: 200, network: 400, email: 100 },
};
