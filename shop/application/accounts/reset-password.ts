/** Password reset: a code that is sent by mail sets a new password. It works once and expires after half an hour. */
import { createHash, randomBytes } from 'crypto';
import { mail } from '../../domain/outbox-message';
import { AccountMails } from '../../ports/mail-texts';
import { Store } from '../../ports/store';

/** Lifetime of a code in minutes. */
export const RESET_MINUTES = 30;

/** No letter resembles a digit, because customers may have to type the code. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const CODE_LENGTH = 20;

/** Values that `requestReset` needs besides the e-mail address. */
export interface ResetContext {
  readonly mails: AccountMails;
  readonly now: Date;
}

/**
 * Mails a code to the account with this e-mail address.
 *
 * @param email - as typed into the form; upper and lower case do not matter

 * @returns true when there is such an account; the page must not reveal it
 */
export async function requestReset(store: Store, email: string, context: ResetContext): Promise<boolean> {
  return store.transaction(async (unit) => {
    const customer = await unit.customers.findByEmail(email);
    if (!customer) return false;
    const code = newCode();
    const tokenHash = hashCode(code);
    const expiresAt = new Date(context.now.getTime() + RESET_MINUTES * 60_000);
    await unit.tokens.insert({ tokenHash, purpose: 'reset', customerId: customer.id, expiresAt });
    await unit.outbox.add([mail(`reset:${tokenHash}:mail`, customer.email, context.mails.passwordReset(code))]);
    return true;
  });
}

/** Result of a successful reset. */
export interface FinishedReset {
  readonly customerId: string;
  /** Hashes of the sessions that the new password has ended. */
  readonly ended: readonly string[];
}

/**
 * Sets a new password and ends all sessions of the account.
 *
 * @param code - as typed; used up by the call
 * @param passwordHash - hash of the new password
 * @returns undefined when the code is wrong, used or expired; nothing is changed then
 */
export async function finishReset(
  store: Store,
  code: string,
  passwordHash: string,
  now: Date,
): Promise<FinishedReset | undefined> {
  return store.transaction(async (unit) => {
    const customerId = await unit.tokens.take(hashCode(code), 'reset', now);
    if (customerId === undefined) return undefined;
    await unit.customers.setPassword(customerId, passwordHash);
    return { customerId, ended: await unit.sessions.endAll(customerId) };
  });
}

/** Hashes a code as typed or pasted: dashes and spaces are removed, letters are capitalized. */
export function hashCode(code: string): string {
  return createHash('sha256')
    .update(code.toUpperCase().replace(/[^0-9A-Z]/g, ''))
    .digest('hex');
}

/** Creates a code of 100 random bits, which cannot be guessed in half an hour at any rate of attempts. */
function newCode(): string {
  // 32 letters and 256 values of a byte: none is more likely than another.
  const letters = Array.from(randomBytes(CODE_LENGTH), (byte) => ALPHABET[byte % ALPHABET.length]).join('');
  return (letters.match(/.{5}/g) ?? []).join('-');
}
