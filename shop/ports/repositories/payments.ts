import { WebhookRecord, WebhookOutcome, Payment } from '../../domain/payments/payment';

export interface PaymentsReader {
  /** Oldest first. */
  ofOrder(orderId: string): Promise<readonly Payment[]>;
}

export interface Payments extends PaymentsReader {
  /** `false`: this event was recorded before. */
  recordEvent(event: WebhookRecord): Promise<boolean>;
  setOutcome(provider: string, eventId: string, outcome: WebhookOutcome, reason?: string): Promise<void>;
  /** Removes events received before then, whatever became of them; returns how many went. */
  forgetEvents(before: Date, limit: number): Promise<number>;
  /** `false`: this payment was recorded before. */
  insert(payment: Payment): Promise<boolean>;
  oweRefund(provider: string, reference: string): Promise<void>;
}
