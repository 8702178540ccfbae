import { Mail } from '../domain/mails/mail';

/** Mail service. */
export interface Mailer {
  /**
   * Hands the mail to the service. `skipped`: no sender address is configured, so no mail is sent; the order continues.
   */
  send(mail: Mail): Promise<'sent' | 'skipped'>;
}
