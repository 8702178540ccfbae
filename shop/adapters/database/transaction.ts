/**
 * Transactions with retries. Keys and expected states guard what the work writes, so running it twice has the effect of
 * running it once.
 */
import { Transaction } from 'kysely';
import { Database } from './connect';
import { classify, toStoreError } from './errors';
import { Schema } from './schema';

const CONFLICT_ATTEMPTS = 5;

/** Limits of the retries. */
export interface RetryLimits {
  /** Milliseconds for which to retry while the database is unavailable. */
  readonly unavailableMs: number;
}

/**
 * Runs repeatable work in one transaction.
 *
 * @param limits - retries run the whole work again, in a new transaction
 * @param work - must have no effect outside the transaction
 * @throws StoreError when the database stays unavailable or has no schema
 */
export async function inTransaction<T>(
  database: Database,
  limits: RetryLimits,
  work: (transaction: Transaction<Schema>) => Promise<T>,
): Promise<T> {
  return withRetries(limits, async () => database.transaction().execute(work));
}

/**
 * Runs repeatable work with retries after conflicts and lost connections; also for reads.
 *
 * @param limits - conflicts are retried up to five times, independent of the time
 * @param work - may run several times
 * @throws StoreError when the database stays unavailable or has no schema
 */
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

/** Random delay, so that transactions with the same conflict do not retry at the same moment. */
function jitter(milliseconds: number): number {
  return milliseconds / 2 + (Math.random() * milliseconds) / 2;
}
