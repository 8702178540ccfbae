import { Money } from '../money';

/** Reason for keeping an event that reports no payment. */
export const UNKNOWN_EVENT_TYPE = 'event type';

/** Money that the provider has collected for an order. */
export interface Capture {
  readonly orderId: string;
  /** Identifies the payment at the provider. */
  readonly reference: string;
  readonly amount: Money;
}

/** Payment as the shop has recorded it. */
export interface Payment {
  readonly provider: string;
  readonly reference: string;
  readonly orderId: string;
  readonly amountMinor: number;
  readonly currency: string;
  readonly state: 'captured' | 'refund_due';
}

/** Outcome of a webhook event. `unknown` events are kept, because their order may still arrive. */
export type WebhookOutcome = 'handled' | 'ignored' | 'unknown';

/** Webhook event as it is stored. */
export interface WebhookRecord {
  readonly provider: string;
  readonly eventId: string;
  readonly eventType: string;
  readonly rawBody: string;
}

/** Event of a payment provider, translated to the shop's terms. */
export interface PaymentEvent {
  readonly provider: string;
  readonly eventId: string;
  readonly eventType: string;
  /** The signed text as it arrived. */
  readonly rawBody: string;
  /** True for the demonstration provider: the order is marked as a test. */
  readonly test: boolean;
  /** Absent: the shop does not know the type of the event; it keeps the event. */
  readonly capture?: Capture;
}

/** Reason for keeping an event of a known order as unknown: the collected amount is not the order's total. */
export const AMOUNT_DIFFERS = 'amount differs';
