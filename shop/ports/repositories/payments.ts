import { WebhookRecord, WebhookOutcome, Payment } from '../../domain/payments/payment';

/** Reads of payments. */
export interface PaymentsReader {
  /** Oldest first. */
  ofOrder(orderId: string): Promise<readonly Payment[]>;
}

/** Payments, and the webhook events that reported them. */
export interface Payments extends PaymentsReader {
  /** False when the event was recorded before. */
  recordEvent(event: WebhookRecord): Promise<boolean>;
  setOutcome(provider: string, eventId: string, outcome: WebhookOutcome, reason?: string): Promise<void>;
  /** Removes events that were received before `before`, with any outcome; returns their number. */
  forgetEvents(before: Date, limit: number): Promise<number>;
  /** False when the payment was recorded before. */
  insert(payment: Payment): Promise<boolean>;
  /** Marks the payment as one to refund. */
  oweRefund(provider: string, reference: string): Promise<void>;
}
