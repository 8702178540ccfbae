/** Event that the mail service reports about a mail after it was handed over. */
export type MailEvent =
  /**
   * The service accepted the mail. Its outbox message is then marked as sent, even if the process that sent it has
   * crashed.
   */
  | { readonly kind: 'sent'; readonly outboxId: string }
  /** Permanent bounces only, not temporary ones. `id` identifies the event at the service. */
  | { readonly kind: 'bounced' | 'complained'; readonly id: string; readonly addresses: readonly string[] }
  | { readonly kind: 'other'; readonly what: string };
