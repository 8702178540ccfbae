import { Mail } from '../domain/mails/mail';

export interface Mailer {
  /** `skipped`: no sender is configured, so no mail leaves; the order goes on. */
  send(mail: Mail): Promise<'sent' | 'skipped'>;
}
