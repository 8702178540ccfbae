/** Lock that allows one migration at a time. */
import { createHash } from 'crypto';
import { sql } from 'kysely';
import { Executor, familyOf } from '../adapters/database/engine';

const LOCK_SECONDS = 60;

/**
 * Runs work while holding the lock of a database; throws when another migration holds it for a minute.
 *
 * @param connection - a single connection, because the lock belongs to its session
 * @param database - name of the database, which identifies the lock
 */
export async function withMigrationLock<T>(connection: Executor, database: string, work: () => Promise<T>): Promise<T> {
  const hash = createHash('sha256').update(`shop-migrations:${database}`).digest();
  return familyOf(connection) === 'postgres'
    ? withAdvisoryLock(connection, hash, work)
    : withNamedLock(connection, hash, work);
}

async function withAdvisoryLock<T>(connection: Executor, hash: Buffer, work: () => Promise<T>): Promise<T> {
  const key = hash.readBigInt64BE().toString();
  await sql.raw(`set lock_timeout = '${LOCK_SECONDS}s'`).execute(connection);
  await sql`select pg_advisory_lock(cast(${key} as bigint))`.execute(connection);
  try {
    return await work();
  } finally {
    await sql`select pg_advisory_unlock(cast(${key} as bigint))`.execute(connection);
  }
}

async function withNamedLock<T>(connection: Executor, hash: Buffer, work: () => Promise<T>): Promise<T> {
  const name = `shop-migrations-${hash.toString('hex').slice(0, 32)}`;
  const { rows } = await sql<{ taken: number | null }>`select get_lock(${name}, ${LOCK_SECONDS}) as taken`.execute(
    connection,
  );
  // 0 is a timeout and NULL an error.
  if (Number(rows[0]?.taken) !== 1) {
    throw new Error(`another migration has held the lock for ${LOCK_SECONDS} seconds: try again later`);
  }
  try {
    return await work();
  } finally {
    await sql`select release_lock(${name})`.execute(connection);
  }
}
