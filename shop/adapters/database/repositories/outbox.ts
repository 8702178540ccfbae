import { sql } from 'kysely';
import { OutboxMessageKind } from '../../../domain/outbox-message';
import { Clock } from '../../../ports/clock';
import { Outbox } from '../../../ports/repositories/outbox';
import { Executor, insertNew } from '../engine';

/** Consumers of topics recognize a redelivery, so an expired lease may be taken over soon. */
const PUBLISH_LEASE_MS = 60_000;

/**
 * Readers of a mail cannot recognize a second one. So the lease only expires when the first process has almost
 * certainly ended.
 */
const MAIL_LEASE_MS = 300_000;

/**
 * Repository of outbox messages.
 *
 * @param clock - decides which messages are due and which leases have expired
 */
export function outbox(executor: Executor, clock: Clock): Outbox {
  return {
    async add(messages) {
      let added = 0;
      for (const message of messages) {
        const now = clock.now();
        const row = {
          id: message.id,
          kind: message.kind,
          payload: JSON.stringify(message.payload),
          due_at: now,
          created_at: now,
        };
        if (await insertNew(executor, 'outbox', { ...row, lease_until: null, last_error: null })) added += 1;
      }
      return added;
    },
    async claim(kinds, limit) {
      const now = clock.now();
      const rows = await executor
        .selectFrom('outbox')
        .select(['id', 'kind', 'payload', 'attempts'])
        .where('kind', 'in', [...kinds])
        .where((row) =>
          row.or([
            row.and([row('state', '=', 'pending'), row('due_at', '<=', now)]),
            row.and([row('state', '=', 'sending'), row('lease_until', '<=', now)]),
          ]),
        )
        .orderBy('due_at')
        .limit(limit)
        .forUpdate()
        .skipLocked()
        .execute();
      for (const [lease, mine] of [
        [MAIL_LEASE_MS, rows.filter((row) => row.kind === 'mail')],
        [PUBLISH_LEASE_MS, rows.filter((row) => row.kind !== 'mail')],
      ] as const) {
        if (mine.length === 0) continue;
        await executor
          .updateTable('outbox')
          .set({ state: 'sending', lease_until: new Date(now.getTime() + lease), attempts: sql`attempts + 1` })
          .where(
            'id',
            'in',
            mine.map((row) => row.id),
          )
          .execute();
      }
      return rows.map((row) => ({
        id: row.id,
        kind: row.kind as OutboxMessageKind,
        payload: JSON.parse(row.payload) as Record<string, unknown>,
        attempts: row.attempts + 1,
      }));
    },
    async forget(before, limit) {
      const ids = (
        await executor
          .selectFrom('outbox')
          .select('id')
          .where('state', '=', 'sent')
          .where('due_at', '<', before)
          .orderBy('due_at')
          .limit(limit)
          .forUpdate()
          .skipLocked()
          .execute()
      ).map((row) => row.id);
      if (ids.length > 0) await executor.deleteFrom('outbox').where('id', 'in', ids).execute();
      return ids.length;
    },
    async sent(id) {
      await executor
        .updateTable('outbox')
        .set({ state: 'sent', lease_until: null, last_error: null })
        .where('id', '=', id)
        .execute();
    },
    async failed(id, problem, retryAt) {
      await executor
        .updateTable('outbox')
        .set({
          state: retryAt === 'never' ? 'dead' : 'pending',
          lease_until: null,
          last_error: problem.slice(0, 500),
          ...(retryAt === 'never' ? {} : { due_at: retryAt }),
        })
        .where('id', '=', id)
        .where('state', '=', 'sending')
        .execute();
    },
    async release(ids) {
      if (ids.length === 0) return;
      await executor
        .updateTable('outbox')
        .set({ state: 'pending', lease_until: null, attempts: sql`attempts - 1` })
        .where('id', 'in', [...ids])
        .where('state', '=', 'sending')
        .execute();
    },
  };
}
