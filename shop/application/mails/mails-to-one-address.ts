/** The limit of mails about orders that cost nothing: whoever orders may have typed anyone's e-mail address. */
import { StoreReader } from '../../ports/store';

const ORDERS_AN_HOUR = 5;

const HOUR_MS = 3_600_000;

/**
 * Tells if an order may be mailed about that is unpaid, or paid by the demonstration: only the first five orders of an
 * hour for one e-mail address may. The order itself is in the table already, and counted.
 */
export async function mayMailAbout(unit: Pick<StoreReader, 'orders'>, email: string, now: Date): Promise<boolean> {
  return (
    (await unit.orders.countByEmail(email, new Date(now.getTime() - HOUR_MS), ORDERS_AN_HOUR + 1)) <= ORDERS_AN_HOUR
  );
}

/** Why a mail is left out; the metric's dimension. */
export const MANY_MAILS = 'many to one address';
