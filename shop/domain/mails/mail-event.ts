/** What became of a mail, as the mail service tells it later. */
export type MailEvent =
  /** Accepted: the outbox message that sent it is done, whatever became of the process that did. */
  | { readonly kind: 'sent'; readonly outboxId: string }
  /** For good, not for now. `id`: the service's name for this news. */
  | { readonly kind: 'bounced' | 'complained'; readonly id: string; readonly addresses: readonly string[] }
  | { readonly kind: 'other'; readonly what: string };
