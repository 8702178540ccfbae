/** Consent of customers to marketing mails. */

export type Purpose = 'offers' | 'reminders';

/** Recorded decision of a customer. Rows are only added; the latest one of a purpose counts. */
export interface Consent {
  readonly id: string;
  readonly customerId: string;
  readonly purpose: Purpose;
  readonly granted: boolean;
  /** Place where the customer decided, such as `account` or `unsubscribe`. */
  readonly source: string;
  /** Version of the wording that the customer was shown. */
  readonly textVersion: string;
  readonly recordedAt: Date;
}

/** Mails of one purpose to one customer. */
export interface Subscription {
  readonly customerId: string;
  readonly purpose: Purpose;
}
