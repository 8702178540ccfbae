import { Money } from '../money';

/** Why an event without a payment in it is kept. */
export const UNKNOWN_EVENT_TYPE = 'event type';

/** Money that the provider has taken. */
export interface Capture {
  readonly orderId: string;
  readonly reference: string;
  readonly amount: Money;
}

export interface Payment {
  readonly provider: string;
  readonly reference: string;
  readonly orderId: string;
  readonly amountMinor: number;
  readonly currency: string;
  readonly state: 'captured' | 'refund_due';
}

export type WebhookOutcome = 'handled' | 'ignored' | 'unknown';

export interface WebhookRecord {
  readonly provider: string;
  readonly eventId: string;
  readonly eventType: string;
  readonly rawBody: string;
}

/** A provider's event in the shop's own words. */
export interface PaymentEvent {
  readonly provider: string;
  readonly eventId: string;
  readonly eventType: string;
  /** The signed text as it arrived. */
  readonly rawBody: string;
  /** From the demonstration provider: the order is marked. */
  readonly test: boolean;
  /** Absent: an event this shop does not know; it is kept. */
  readonly capture?: Capture;
}

/** Why an event for a known order is kept unknown: money was taken, and not what the order costs. */
export const AMOUNT_DIFFERS = 'amount differs';
