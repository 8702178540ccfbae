export interface Mail {
  /** The outbox id: travels as a message tag, by which a send event finds its row. */
  readonly id: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** Extra headers, such as List-Unsubscribe. */
  readonly headers?: Readonly<Record<string, string>>;
}

export type MailContent = Omit<Mail, 'id' | 'to'>;
