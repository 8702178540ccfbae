/** Who may be written to, and about what. */

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

/** Mails of one purpose to one customer. */
export interface Subscription {
  readonly customerId: string;
  readonly purpose: Purpose;
}
