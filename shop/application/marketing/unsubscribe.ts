/** The way out of marketing mails: whoever holds the link of a mail ends the mails of its kind, signed in or not. */
import { randomBytes } from 'crypto';
import { ulid } from 'ulid';
import { Purpose, Subscription } from '../../domain/marketing/consent';

import { Store, UnitOfWork } from '../../ports/store';

/** Which wording was agreed to by unsubscribing; goes up when the page says something else. */
const TEXT_VERSION = 'unsubscribe-1';

/** Random and kept in a row instead of signed: no secret has to be shared by those who write mails and those who serve the page. */
export async function unsubscribeToken(unit: UnitOfWork, customerId: string, purpose: Purpose): Promise<string> {
  return unit.consents.unsubscribeToken(customerId, purpose, randomBytes(32).toString('base64url'));
}

/** What a token is for; undefined when it is none of ours. */
export async function findSubscription(store: Store, token: unknown): Promise<Subscription | undefined> {
  return isToken(token) ? store.read.consents.findSubscription(token) : undefined;
}

/** Ends the mails that a token came with. `unknown`: no mail of ours had this token. The second time changes nothing. */
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
