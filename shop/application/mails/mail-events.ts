/** Events that the mail service reports about mails it has accepted. */
import { MailEvent } from '../../domain/mails/mail-event';
import { normalizeEmail } from '../../domain/validation';
import { Store } from '../../ports/store';

/** `customers`: number of accounts whose mailbox state was changed. */
export type MailEventResult =
  { readonly outcome: 'done'; readonly customers?: number } | { readonly outcome: 'duplicate' | 'ignored' };

const CONSUMER = 'mail-events';

/**
 * Marks a mail as sent, or marks the mailbox of its recipient as bounced or complained.
 *
 * @param event - a repeated bounce or complaint has no effect
 */
export async function handleMailEvent(store: Store, event: MailEvent): Promise<MailEventResult> {
  if (event.kind === 'other') return { outcome: 'ignored' };
  return store.transaction(async (unit) => {
    if (event.kind === 'sent') {
      await unit.outbox.sent(event.outboxId);
      return { outcome: 'done' };
    }
    // The redelivery of an old event must not undo the repair of a mailbox by an operator.
    if (!(await unit.inbox.receive(CONSUMER, event.id))) return { outcome: 'duplicate' };
    let customers = 0;
    for (const address of new Set(event.addresses.map(normalizeEmail))) {
      if (await unit.customers.setMailState(address, event.kind)) customers += 1;
    }
    return { outcome: 'done', customers };
  });
}
