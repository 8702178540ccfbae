import { MailConfig } from '../../adapters/configuration/shop-config';
import { SesMailer } from '../../adapters/mail/ses-mailer';
import { Mailer } from '../../ports/mailer';

/** A file of its own, so that only the bundles of mailing functions carry the client. Without a sender it skips every mail. */
export function createMailer(mail: MailConfig | undefined): Mailer {
  return new SesMailer({ sender: mail?.sender, configurationSet: mail?.configurationSet });
}
