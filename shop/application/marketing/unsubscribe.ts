/** Unsubscription from marketing mails. The link of a mail ends the mails of its purpose, without signing in. */
import { randomBytes } from 'crypto';
import { ulid } from 'ulid';
import { Purpose, Subscription } from '../../domain/marketing/consent';
import { Store, UnitOfWork } from '../../ports/store';

/** Version of the unsubscribe page's text; changes with the text. */
const TEXT_VERSION = 'unsubscribe-1';

/**
 * Returns the token of a customer's unsubscribe links for a purpose. It is random and stored instead of signed, so that
 * the sender of mails and the server of the page need no common secret.
 *
 * @param purpose - each purpose has a separate token
 */
export async function unsubscribeToken(unit: UnitOfWork, customerId: string, purpose: Purpose): Promise<string> {
  return unit.consents.unsubscribeToken(customerId, purpose, randomBytes(32).toString('base64url'));
}

/**
 * Returns the subscription of a token; undefined when the shop did not create the token.
 *
 * @param token - untrusted; any type
 */
export async function findSubscription(store: Store, token: unknown): Promise<Subscription | undefined> {
  return isToken(token) ? store.read.consents.findSubscription(token) : undefined;
}

/**
 * Ends the mails of the purpose that a token belongs to. Repeating it has no effect.
 *
 * @param token - untrusted; any type
 * @returns `unknown` when the shop did not create the token
 */
export async function withdrawConsent(store: Store, token: unknown, now: Date): Promise<'withdrawn' | 'unknown'> {
  if (!isToken(token)) return 'unknown';
  return store.transaction(async (unit) => {
    const subscription = await unit.consents.findSubscription(token);
    if (!subscription) return 'unknown';
    const { customerId, purpose } = subscription;
    if (await unit.consents.granted(customerId, purpose)) {
      await unit.consents.record({
        id: ulid(),
        customerId,
        purpose,
        granted: false,
        source: 'unsubscribe',
        textVersion: TEXT_VERSION,
        recordedAt: now,
      });
    }
    return 'withdrawn';
  });
}

function isToken(value: unknown): value is string {
  return typeof value === 'string' && /^[A-Za-z0-9_-]{43}$/.test(value);
}
