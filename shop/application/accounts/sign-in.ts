import { Customer } from '../../domain/accounts/customer';
import { openSession, OpenedSession, Session } from '../../domain/accounts/session';

import { UnitOfWork } from '../../ports/store';
import { mergeCarts } from '../carts/cart';

/** A new session under a new token, so that whoever knew the old one knows nothing; what a guest has chosen comes along. */
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

/** A new password ends every session, those of a thief too; whoever has changed it goes on in a new one. */
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
