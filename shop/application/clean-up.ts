import { Store, UnitOfWork } from '../ports/store';

const DAY_MS = 86_400_000;
const CARTS_DAYS = 30;

/** As long as a queue keeps a message. */
const INBOX_DAYS = 14;

/** Mails name people and what they bought; nothing asks for a performed effect after so long. */
const EFFECT_DAYS = 30;

/**
 * A provider that gets no answer sends an event again: Stripe for up to 3 days, Adyen for up to 30. After that the row
 * is no longer needed to recognise it. Unknown events are for people then; the reconciler looks at them for a day.
 * Sources: https://docs.stripe.com/webhooks, https://docs.adyen.com/development-resources/webhooks/troubleshoot
 */
const EVENT_DAYS = 90;

/** A day longer than they are good for, so that an operator can still see one of yesterday. */
const TOKEN_DAYS = 1;

const PAGE = 500;
const PAGES = 10;

export interface CleanUp {
  readonly sessions: number;
  readonly carts: number;
  readonly messages: number;
  readonly effects: number;
  /** Of payment providers. */
  readonly events: number;
  /** Mailed for a single use. */
  readonly tokens: number;
}

/** Removes what nobody needs any more, so much at once that nobody waits for it; the next run finds the rest. */
export async function cleanUp(store: Store, now: Date): Promise<CleanUp> {
  const ago = (days: number) => new Date(now.getTime() - days * DAY_MS);
  const remove = async (some: (unit: UnitOfWork) => Promise<number>) => page(async () => store.transaction(some));
  return {
    sessions: await remove(async (unit) => unit.sessions.removeExpired(now, PAGE)),
    carts: await remove(async (unit) => unit.carts.removeForgotten(ago(CARTS_DAYS), PAGE)),
    messages: await remove(async (unit) => unit.inbox.forget(ago(INBOX_DAYS), PAGE)),
    effects: await remove(async (unit) => unit.outbox.forget(ago(EFFECT_DAYS), PAGE)),
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
