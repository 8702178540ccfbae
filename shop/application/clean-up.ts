import { Store, UnitOfWork } from '../ports/store';

const DAY_MS = 86_400_000;
const CARTS_DAYS = 30;

/** Longest time that a queue keeps a message. */
const INBOX_DAYS = 14;

/** Mails contain personal data, and nothing needs a sent message for longer. */
const OUTBOX_DAYS = 30;

/**
 * Providers repeat an event that was not answered: Stripe for up to 3 days, Adyen for up to 30. After that, the row is
 * not needed to recognize the event. The reconciler retries unknown events for a day; afterwards a person handles them.
 * Sources: https://docs.stripe.com/webhooks, https://docs.adyen.com/development-resources/webhooks/troubleshoot
 */
const EVENT_DAYS = 90;

/** One day beyond their expiry, so that an operator can still see yesterday's. */
const TOKEN_DAYS = 1;

const PAGE = 500;
const PAGES = 10;

/** Number of removed rows of each kind. */
export interface CleanUp {
  readonly sessions: number;
  readonly carts: number;
  /** Inbox entries. */
  readonly inboxEntries: number;
  /** Outbox messages. */
  readonly outboxMessages: number;
  /** Webhook events of payment providers. */
  readonly events: number;
  /** One-time tokens. */
  readonly tokens: number;
}

/**
 * Removes rows that are no longer needed, a limited number in each run, so that no lock lasts long. The next run
 * removes the rest.
 *
 * @param now - rows are removed by their age at this time
 */
export async function cleanUp(store: Store, now: Date): Promise<CleanUp> {
  const ago = (days: number) => new Date(now.getTime() - days * DAY_MS);
  const remove = async (some: (unit: UnitOfWork) => Promise<number>) => page(async () => store.transaction(some));
  return {
    sessions: await remove(async (unit) => unit.sessions.removeExpired(now, PAGE)),
    carts: await remove(async (unit) => unit.carts.removeForgotten(ago(CARTS_DAYS), PAGE)),
    inboxEntries: await remove(async (unit) => unit.inbox.forget(ago(INBOX_DAYS), PAGE)),
    outboxMessages: await remove(async (unit) => unit.outbox.forget(ago(OUTBOX_DAYS), PAGE)),
    events: await remove(async (unit) => unit.payments.forgetEvents(ago(EVENT_DAYS), PAGE)),
    tokens: await remove(async (unit) => unit.tokens.removeExpired(ago(TOKEN_DAYS), PAGE)),
  };
}

async function page(remove: () => Promise<number>): Promise<number> {
  let removed = 0;
  for (let turn = 0; turn < PAGES; turn += 1) {
    const count = await remove();
    removed += count;
    if (count < PAGE) break;
  }
  return removed;
}
