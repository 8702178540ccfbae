import { Consent, Purpose, Subscription } from '../../domain/marketing/consent';

/** Reads of consents. */
export interface ConsentsReader {
  granted(customerId: string, purpose: Purpose): Promise<boolean>;
  /** Returns the subscription that the token of an unsubscribe link belongs to. */
  findSubscription(token: string): Promise<Subscription | undefined>;
}

/** Consents to marketing mails, and the tokens of their unsubscribe links. */
export interface Consents extends ConsentsReader {
  record(consent: Consent): Promise<void>;
  /** Returns the token of this customer's unsubscribe links. Stores `fresh` as the token if there is none yet. */
  unsubscribeToken(customerId: string, purpose: Purpose, fresh: string): Promise<string>;
}
