/** What became of a mail, as the mail service tells it later. */
import { MailEvent } from '../../domain/mails/mail-event';
import { normalizeEmail } from '../../domain/validation';
import { Store } from '../../ports/store';

export type MailEventResult =
  { readonly outcome: 'done'; readonly customers?: number } | { readonly outcome: 'duplicate' | 'ignored' };

const CONSUMER = 'mail-events';

export async function handleMailEvent(store: Store, event: MailEvent): Promise<MailEventResult> {
  if (event.kind === 'other') return { outcome: 'ignored' };
  return store.transaction(async (unit) => {
    if (event.kind === 'sent') {
      await unit.outbox.sent(event.outboxId);
      return { outcome: 'done' };
    }
    // A mailbox that was repaired by hand must not be closed again by the second delivery of old news.
    if (!(await unit.inbox.receive(CONSUMER, event.id))) return { outcome: 'duplicate' };
    let customers = 0;
    for (const address of new Set(event.addresses.map(normalizeEmail))) {
      if (await unit.customers.setMailState(address, event.kind)) customers += 1;
    }
    return { outcome: 'done', customers };
  });
}
