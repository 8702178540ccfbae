/** Who may be written to, and about what. */
import { Customer } from './accounts';

export type Purpose = 'offers' | 'reminders';

/** Append-only; the latest one of a purpose counts. */
export interface Consent {
  readonly id: string;
  readonly customerId: string;
  readonly purpose: Purpose;
  readonly granted: boolean;
  /** Where it was said, such as `account` or `unsubscribe`. */
  readonly source: string;
  /** Which wording was shown. */
  readonly textVersion: string;
  readonly recordedAt: Date;
}

export interface Consents {
  record(consent: Consent): Promise<void>;
  granted(customerId: string, purpose: Purpose): Promise<boolean>;
  /** The token that is in this customer's mails; `fresh` becomes it when there is none yet. */
  unsubscribeToken(customerId: string, purpose: Purpose, fresh: string): Promise<string>;
  /** Whose mails a token ends. */
  findSubscription(token: string): Promise<Subscription | undefined>;
}

/** Mails of one purpose to one customer. */
export interface Subscription {
  readonly customerId: string;
  readonly purpose: Purpose;
}

export interface Campaign {
  readonly id: string;
  readonly subject: string;
  readonly text: string;
  readonly createdBy: string;
  readonly createdAt: Date;
  readonly state: 'sending' | 'sent';
  readonly recipients: number;
}

export interface Campaigns {
  insert(campaign: Omit<Campaign, 'state' | 'recipients'>): Promise<boolean>;
  find(id: string): Promise<Campaign | undefined>;
  list(limit?: number): Promise<readonly Campaign[]>;
  /** Oldest first. */
  unfinished(limit: number): Promise<readonly Campaign[]>;
  /** Customers who agreed to offers, can be reached, and were not chosen for this campaign yet. */
  candidates(campaignId: string, limit: number): Promise<readonly Customer[]>;
  /** How many customers the next campaign would reach, as of now. */
  audience(): Promise<number>;
  /** `false`: this customer has had it. */
  addRecipient(campaignId: string, customerId: string, now: Date): Promise<boolean>;
  finish(campaignId: string): Promise<void>;
}
