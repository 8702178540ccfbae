import { MailConfig } from '../../adapters/configuration/shop-config';
import { SesMailer } from '../../adapters/mail/ses-mailer';
import { Mailer } from '../../ports/mailer';

/**
 * Creates the mail service; without a sender it sends nothing. In a separate file, so that only bundles of functions
 * that send mails contain the SDK client.
 */
export function createMailer(mail: MailConfig | undefined): Mailer {
  return new SesMailer({ sender: mail?.sender, configurationSet: mail?.configurationSet });
}
