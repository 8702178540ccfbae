import type { SESv2Client } from '@aws-sdk/client-sesv2';
import { OUTBOX_TAG, toMailTag } from './mail-tag';
import { DeliveryUnknown } from '../../application/outbox/delivery-unknown';
import { Mail } from '../../domain/mails/mail';
import { Mailer } from '../../ports/mailer';

import { clientOptions } from '../aws/client-options';

export interface SesMailerOptions {
  /** A verified address; without one no mail leaves. */
  readonly sender?: string;
  /** Its event destinations tell what became of a mail. */
  readonly configurationSet?: string;
}

/** The request never left. */
const NOT_CONNECTED = /\b(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH)\b/;

export class SesMailer implements Mailer {
  private client?: SESv2Client;

  constructor(private readonly options: SesMailerOptions) {}

  /**
   * Once: the service recognises no repetition, so the SDK's own retry after a lost answer would be a second mail.
   * Whoever asked for it tries again later, when that is safe.
   */
  async send(mail: Mail): Promise<'sent' | 'skipped'> {
    if (!this.options.sender) {
      return 'skipped';
    }
    const { SESv2Client: Client, SendEmailCommand } = await import('../aws/sdk/mail');
    this.client ??= new Client({ ...clientOptions(5_000), maxAttempts: 1 });
    try {
      await this.client.send(
        new SendEmailCommand({
          FromEmailAddress: this.options.sender,
          Destination: { ToAddresses: [mail.to] },
          ConfigurationSetName: this.options.configurationSet,
          EmailTags: [{ Name: OUTBOX_TAG, Value: toMailTag(mail.id) }],
          Content: {
            Simple: {
              Subject: { Data: oneLine(mail.subject), Charset: 'UTF-8' },
              Body: { Text: { Data: mail.text, Charset: 'UTF-8' }, Html: { Data: mail.html, Charset: 'UTF-8' } },
              Headers: Object.entries(mail.headers ?? {}).map(([Name, Value]) => ({ Name, Value: oneLine(Value) })),
            },
          },
        }),
      );
    } catch (error) {
      throw refused(error) ? error : new DeliveryUnknown(error);
    }
    return 'sent';
  }
}

/** Whether it is certain that no mail left: the service said no, or was never reached. */
function refused(error: unknown): boolean {
  const { $metadata, message, name } = error as {
    $metadata?: { httpStatusCode?: number };
    message?: string;
    name?: string;
  };
  const status = $metadata?.httpStatusCode ?? 0;
  return (status >= 400 && status < 500) || NOT_CONNECTED.test(message ?? '') || name === 'CredentialsProviderError';
}

/** A line break in a header value would start another header. */
function oneLine(value: string): string {
  return value.replace(/[\r\n]+/g, ' ');
}
