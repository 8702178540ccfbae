/** A forgotten password: a code by mail, good once and for half an hour, sets another one. */
import { createHash, randomBytes } from 'crypto';
import { mail } from '../../domain/outbox-message';
import { AccountMails } from '../../ports/mail-texts';
import { Store } from '../../ports/store';

export const RESET_MINUTES = 30;

/** No letter that looks like a digit: it may have to be typed. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const CODE_LENGTH = 20;

export interface ResetContext {
  readonly mails: AccountMails;
  readonly now: Date;
}

/** Returns whether there is such an account; that must never be told to whoever asked. */
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

export interface FinishedReset {
  readonly customerId: string;
  /** Hashes of the sessions that have ended. */
  readonly ended: readonly string[];
}

/** Undefined when the code is wrong, used or too old; then nothing is changed. */
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

/** As typed or pasted: without the dashes, in capitals. */
export function hashCode(code: string): string {
  return createHash('sha256')
    .update(code.toUpperCase().replace(/[^0-9A-Z]/g, ''))
    .digest('hex');
}

/** 100 random bits: not to be guessed in half an hour, however many try. */
function newCode(): string {
  // 32 letters and 256 values of a byte: none is more likely than another.
  const letters = Array.from(randomBytes(CODE_LENGTH), (byte) => ALPHABET[byte % ALPHABET.length]).join('');
  return (letters.match(/.{5}/g) ?? []).join('-');
}
