/**
 * Invitation of the first administrator. No account of the shop has a default password. Someone with access to a
 * server's command line creates a token that works once.
 */
import { randomBytes } from 'crypto';
import { ulid } from 'ulid';
import { hashToken, isToken } from '../../domain/accounts/session';
import { Store } from '../../ports/store';

/** Lifetime of an invitation in minutes. */
export const INVITATION_MINUTES = 30;

/**
 * Creates an invitation and returns its token, of which only the hash is stored. The account's role does not change
 * until the token is used.
 *
 * @param email - account to invite; created as a customer when there is none
 * @param now - begin of the token's lifetime
 */
export async function inviteAdministrator(store: Store, email: string, now: Date): Promise<string> {
  const token = randomBytes(32).toString('base64url');
  await store.transaction(async (unit) => {
    await unit.customers.insert({ id: ulid(), email, name: 'Administrator', role: 'customer', locale: 'en' });
    const customer = await unit.customers.findByEmail(email);
    if (!customer) throw new Error('the account that was just created no longer exists: run the command again');
    const expiresAt = new Date(now.getTime() + INVITATION_MINUTES * 60_000);
    await unit.tokens.insert({ tokenHash: hashToken(token), purpose: 'admin', customerId: customer.id, expiresAt });
  });
  return token;
}

/** Result of an accepted invitation. */
export interface AcceptedInvitation {
  readonly email: string;
  /** Hashes of the sessions that were opened with the earlier password. */
  readonly endedSessions: readonly string[];
}

/**
 * Sets the password and makes the account an administrator.
 *
 * @param token - untrusted; used up by the call
 * @param passwordHash - hash of the new password
 * @returns undefined when the token is unknown, used or expired
 */
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
