import { Customer } from '../../domain/accounts/customer';
import { openSession, OpenedSession, Session } from '../../domain/accounts/session';
import { UnitOfWork } from '../../ports/store';
import { mergeCarts } from '../carts/cart';

/**
 * Opens a new session with a new token, so that an attacker who knows the old token gains nothing. A guest's cart is
 * merged into the customer's.
 *
 * @param before - session of the browser, which ends; undefined when it has none
 * @param now - begin of the new session's lifetime
 */
export async function signIn(
  unit: Pick<UnitOfWork, 'sessions' | 'carts'>,
  customer: Customer,
  before: Session | undefined,
  now: Date,
): Promise<OpenedSession> {
  if (before) await unit.sessions.end(before.tokenHash);
  if (before?.cartId !== undefined && before.customerId === undefined) {
    await mergeCarts(unit, before.cartId, customer.id, now);
  }
  const opened = openSession({ customerId: customer.id, role: customer.role }, now);
  await unit.sessions.insert(opened.session);
  return opened;
}

/**
 * Sets a new password and ends all sessions of the account, also those of an attacker. The customer continues in a new
 * session.
 *
 * @param passwordHash - hash of the new password
 * @param now - begin of the new session's lifetime
 * @returns hashes of the ended sessions, and the new session
 */
export async function changePassword(
  unit: Pick<UnitOfWork, 'sessions' | 'customers'>,
  customer: Customer,
  passwordHash: string,
  now: Date,
): Promise<{ readonly ended: readonly string[]; readonly opened: OpenedSession }> {
  await unit.customers.setPassword(customer.id, passwordHash);
  const ended = await unit.sessions.endAll(customer.id);
  const opened = openSession({ customerId: customer.id, role: customer.role }, now);
  await unit.sessions.insert(opened.session);
  return { ended, opened };
}
