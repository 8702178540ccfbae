/** The first administrator: nobody has a password that came with the shop. Whoever reaches a server's command line makes a token that works once. */
import { randomBytes } from 'crypto';
import { ulid } from 'ulid';
import { hashToken, isToken } from '../../domain/accounts/session';
import { Store } from '../../ports/store';

export const INVITATION_MINUTES = 30;

/** Returns the token, which is stored as a hash only. The account stays what it was until the token is used. */
export async function inviteAdministrator(store: Store, email: string, now: Date): Promise<string> {
  const token = randomBytes(32).toString('base64url');
  await store.transaction(async (unit) => {
    await unit.customers.insert({ id: ulid(), email, name: 'Administrator', role: 'customer', locale: 'en' });
    const customer = await unit.customers.findByEmail(email);
    if (!customer) throw new Error('the account that was made a moment ago is gone: run the command again');
    const expiresAt = new Date(now.getTime() + INVITATION_MINUTES * 60_000);
    await unit.tokens.insert({ tokenHash: hashToken(token), purpose: 'admin', customerId: customer.id, expiresAt });
  });
  return token;
}

export interface AcceptedInvitation {
  readonly email: string;
  /** Signed in before the password was this one. */
  readonly endedSessions: readonly string[];
}

/** Sets the password and gives the role. Undefined: the token is none of ours, was used, or is too old. */
export async function acceptInvitation(
  store: Store,
  token: string,
  passwordHash: string,
  now: Date,
): Promise<AcceptedInvitation | undefined> {
  if (!isToken(token)) return undefined;
  return store.transaction(async (unit) => {
    const customerId = await unit.tokens.take(hashToken(token), 'admin', now);
    const customer = customerId === undefined ? undefined : await unit.customers.find(customerId);
    if (!customer) return undefined;
    await unit.customers.setPassword(customer.id, passwordHash);
    await unit.customers.setRole(customer.id, 'admin');
    return { email: customer.email, endedSessions: await unit.sessions.endAll(customer.id) };
  });
}
