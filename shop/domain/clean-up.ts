import { Store } from '../ports/store';

const DAY_MS = 86_400_000;
const CARTS_DAYS = 30;

/** As long as a queue keeps a message. */
const INBOX_DAYS = 14;

/** Mails name people and what they bought; nothing asks for a performed effect after so long. */
const EFFECT_DAYS = 30;

const PAGE = 500;
const PAGES = 10;

export interface CleanUp {
  readonly sessions: number;
  readonly carts: number;
  readonly messages: number;
  readonly effects: number;
}

/** Removes what nobody needs any more, so much at once that nobody waits for it; the next run finds the rest. */
export async function cleanUp(store: Store, now: Date): Promise<CleanUp> {
  const ago = (days: number) => new Date(now.getTime() - days * DAY_MS);
  return {
    sessions: await page(async () => store.transaction(async (unit) => unit.sessions.removeExpired(now, PAGE))),
    carts: await page(async () => store.transaction(async (unit) => unit.carts.removeForgotten(ago(CARTS_DAYS), PAGE))),
    messages: await page(async () => store.transaction(async (unit) => unit.inbox.forget(ago(INBOX_DAYS), PAGE))),
    effects: await page(async () => store.transaction(async (unit) => unit.outbox.forget(ago(EFFECT_DAYS), PAGE))),
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
