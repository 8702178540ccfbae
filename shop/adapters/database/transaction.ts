/** One transaction of repeatable work: what it writes is guarded by keys and states, so running it twice is running it once. */
import { Transaction } from 'kysely';
import { Database } from './connect';
import { classify, toStoreError } from './errors';
import { Schema } from './schema';

const CONFLICT_ATTEMPTS = 5;

export interface RetryLimits {
  /** How long to go on trying while the database is away. */
  readonly unavailableMs: number;
}

export async function inTransaction<T>(
  database: Database,
  limits: RetryLimits,
  work: (transaction: Transaction<Schema>) => Promise<T>,
): Promise<T> {
  return withRetries(limits, async () => database.transaction().execute(work));
}

/** Also for reads: they are repeatable by nature. */
export async function withRetries<T>(limits: RetryLimits, work: () => Promise<T>): Promise<T> {
  const deadline = Date.now() + limits.unavailableMs;
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      const failure = classify(error);
      const wait = jitter(failure === 'unavailable' ? Math.min(100 * 2 ** attempt, 2_000) : 20 * 2 ** attempt);
      const again =
        failure === 'conflict'
          ? attempt < CONFLICT_ATTEMPTS
          : failure === 'unavailable' && Date.now() + wait < deadline;
      if (!again) throw toStoreError(error);
      await new Promise((resolve) => setTimeout(resolve, wait));
    }
  }
}

/** Everybody who lost the same race must not come back at the same moment. */
function jitter(milliseconds: number): number {
  return milliseconds / 2 + (Math.random() * milliseconds) / 2;
}
