import { Consent, Purpose, Subscription } from '../../domain/marketing/consent';

export interface ConsentsReader {
  granted(customerId: string, purpose: Purpose): Promise<boolean>;
  /** Whose mails a token ends. */
  findSubscription(token: string): Promise<Subscription | undefined>;
}

export interface Consents extends ConsentsReader {
  record(consent: Consent): Promise<void>;
  /** The token that is in this customer's mails; `fresh` becomes it when there is none yet. */
  unsubscribeToken(customerId: string, purpose: Purpose, fresh: string): Promise<string>;
}
