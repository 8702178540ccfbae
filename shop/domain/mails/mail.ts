/** Complete mail to one recipient. */
export interface Mail {
  /** Id of the outbox message. It travels as a message tag, so that a send event finds its outbox row. */
  readonly id: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** Additional headers, such as `List-Unsubscribe`. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** Mail without recipient. */
export type MailContent = Omit<Mail, 'id' | 'to'>;
