import type { SESv2Client } from '@aws-sdk/client-sesv2';
import { OUTBOX_TAG, toMailTag } from './mail-tag';
import { DeliveryUnknown } from '../../application/outbox/delivery-unknown';
import { Mail } from '../../domain/mails/mail';
import { Mailer } from '../../ports/mailer';
import { clientOptions } from '../aws/client-options';

/** Options of `SesMailer`. */
export interface SesMailerOptions {
  /** Verified address of the sender; absent: no mails are sent. */
  readonly sender?: string;
  /** Configuration set whose event destinations report what happened to a mail. */
  readonly configurationSet?: string;
}

/** Errors before the request was sent. */
const NOT_CONNECTED = /\b(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH)\b/;

/** Sends mails with Amazon SES. */
export class SesMailer implements Mailer {
  private client?: SESv2Client;

  constructor(private readonly options: SesMailerOptions) {}

  /**
   * Tries once. SES does not recognize repetitions, so the SDK's retry after a lost answer would send a second mail.
   * The caller tries again later, when that is safe.
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

/** True when certainly no mail was sent: the service refused it or was not reached. */
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
