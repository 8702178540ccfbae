import { OUTBOX_TAG, toMailTag } from '../../adapters/mail/mail-tag';
import { Mail } from '../../domain/mails/mail';
import { Mailer } from '../../ports/mailer';

/** Mail in the local mailbox. */
export interface SentMail extends Mail {
  readonly number: number;
  readonly sentAt: Date;
}

/** Event about a mail, in the format of SES. */
export interface SesMailEvent {
  readonly eventType: 'Send' | 'Bounce' | 'Complaint';
  readonly mail: {
    readonly timestamp: string;
    readonly messageId: string;
    readonly destination: readonly string[];
    readonly tags: Readonly<Record<string, readonly string[]>>;
  };
  readonly bounce?: {
    readonly bounceType: 'Permanent';
    readonly bounceSubType: 'General';
    readonly bouncedRecipients: readonly { readonly emailAddress: string }[];
  };
  readonly complaint?: { readonly complainedRecipients: readonly { readonly emailAddress: string }[] };
}

const MAXIMUM_MAILS = 500;

/** Receives all mails of the shop and keeps the latest ones for its page. No mail leaves this machine. */
export class LocalMailbox implements Mailer {
  private readonly kept: SentMail[] = [];
  private count = 0;

  constructor(private readonly onEvent: (event: SesMailEvent) => Promise<void>) {}

  /** Newest first. */
  get mails(): readonly SentMail[] {
    return [...this.kept].reverse();
  }

  find(number: number): SentMail | undefined {
    return this.kept.find((mail) => mail.number === number);
  }

  async send(mail: Mail): Promise<'sent'> {
    this.count += 1;
    const sent = { ...mail, number: this.count, sentAt: new Date() };
    this.kept.push(sent);
    if (this.kept.length > MAXIMUM_MAILS) this.kept.shift();
    for (const event of eventsOf(sent)) await this.onEvent(event);
    return 'sent';
  }
}

/**
 * Events that SES would send. Its test addresses `bounce@simulator.amazonses.com` and
 * `complaint@simulator.amazonses.com` work here as well.
 */
function eventsOf({ id, to, number, sentAt }: SentMail): readonly SesMailEvent[] {
  const mail = {
    timestamp: sentAt.toISOString(),
    messageId: `local-${number}`,
    destination: [to],
    tags: { [OUTBOX_TAG]: [toMailTag(id)] },
  };
  const recipients = [{ emailAddress: to }];
  const [name, domain] = to.toLowerCase().split('@');
  const simulated = domain === 'simulator.amazonses.com' ? name : '';
  return [
    { eventType: 'Send', mail },
    ...(simulated === 'bounce'
      ? [
          {
            eventType: 'Bounce',
            mail,
            bounce: { bounceType: 'Permanent', bounceSubType: 'General', bouncedRecipients: recipients },
          } as const,
        ]
      : []),
    ...(simulated === 'complaint'
      ? [{ eventType: 'Complaint', mail, complaint: { complainedRecipients: recipients } } as const]
      : []),
  ];
}
