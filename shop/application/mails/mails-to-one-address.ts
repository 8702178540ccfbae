/** Limit of mails about orders that cost nothing. Anyone may type another person's e-mail address into an order. */
import { StoreReader } from '../../ports/store';

const ORDERS_AN_HOUR = 5;

const HOUR_MS = 3_600_000;

/**
 * True when a mail may be sent about an order that is unpaid or was paid by the demonstration. Only the first five
 * orders of an hour for one e-mail address may have mails. The order itself is in the table already and counts.
 *
 * @param email - address from the order, compared as typed
 * @param now - end of the hour
 */
export async function mayMailAbout(unit: Pick<StoreReader, 'orders'>, email: string, now: Date): Promise<boolean> {
  return (
    (await unit.orders.countByEmail(email, new Date(now.getTime() - HOUR_MS), ORDERS_AN_HOUR + 1)) <= ORDERS_AN_HOUR
  );
}

/** Reason of a mail that was not sent; dimension of the metric. */
export const MANY_MAILS = 'many to one address';
