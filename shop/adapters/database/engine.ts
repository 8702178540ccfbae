/** Statements that the two engine families write differently. */
import { CompiledQuery, Insertable, Kysely, RawBuilder, sql, Transaction } from 'kysely';
import { EngineFamily } from './driver-options';
import { classify } from './errors';
import { Schema } from './schema';

/** Database or transaction that executes statements. */
export type Executor = Kysely<Schema> | Transaction<Schema>;

/** Returns the engine family that the executor talks to. */
export function familyOf(executor: Executor): EngineFamily {
  // Only PostgreSQL can return rows from a write, and Kysely's adapter reports it.
  return executor.getExecutor().adapter.supportsReturning ? 'postgres' : 'mysql';
}

/**
 * Inserts a row unless one with its key exists.
 *
 * @param row - plain values, never expressions
 * @returns false when a row with this key exists
 */
export async function insertNew<Table extends keyof Schema>(
  executor: Executor,
  table: Table,
  row: Insertable<Schema[Table]>,
): Promise<boolean> {
  if (familyOf(executor) === 'postgres') {
    // A failed insert would abort the whole transaction here.
    return (await executor.executeQuery(insertStatement(executor, table, row, true))).numAffectedRows === 1n;
  }
  try {
    // Not INSERT IGNORE: that also hides values that are too long or missing.
    await insertRow(executor, table, row);
    return true;
  } catch (error) {
    if (classify(error) !== 'duplicate') throw error;
    return false;
  }
}

/**
 * Inserts a row; throws when one with its key exists.
 *
 * @param row - plain values, never expressions
 */
export async function insertRow<Table extends keyof Schema>(
  executor: Executor,
  table: Table,
  row: Insertable<Schema[Table]>,
): Promise<void> {
  await executor.executeQuery(insertStatement(executor, table, row, false));
}

const insertStatements = new Map<string, CompiledQuery>();

/**
 * Statements are built once for each table and its columns, because building one takes longer than sending it. Values
 * are plain, never expressions.
 */
function insertStatement<Table extends keyof Schema>(
  executor: Executor,
  table: Table,
  row: Insertable<Schema[Table]>,
  unlessExists: boolean,
): CompiledQuery {
  const entries = Object.entries(row).filter(([, value]) => value !== undefined);
  const key = [familyOf(executor), unlessExists, table, ...entries.map(([column]) => column)].join();
  let statement = insertStatements.get(key);
  if (!statement) {
    const insert = executor.insertInto(table).values(Object.fromEntries(entries) as never);
    statement = (unlessExists ? insert.onConflict((conflict) => conflict.doNothing()) : insert).compile();
    insertStatements.set(key, statement);
  }
  return { ...statement, parameters: entries.map(([, value]) => value) };
}

/** Tables whose rows expire: the column with the time, and the primary key. */
const EXPIRING = {
  session: { column: 'expires_at', key: ['token_hash'] },
  one_time_token: { column: 'expires_at', key: ['token_hash'] },
  inbox: { column: 'received_at', key: ['consumer', 'message_id'] },
  webhook_event: { column: 'received_at', key: ['provider', 'event_id'] },
} as const;

type ExpiringTable = keyof typeof EXPIRING;

/**
 * Deletes the oldest rows, at most `limit`. On PostgreSQL rows that another transaction has locked are skipped.
 *
 * @param table - one of the tables whose rows expire
 * @param before - rows with an earlier time are deleted
 * @returns the number of deleted rows
 */
export async function removeOldest(
  executor: Executor,
  table: ExpiringTable,
  before: Date,
  limit: number,
): Promise<number> {
  const { column, key } = EXPIRING[table];
  const keys = sql.join(key.map((name) => sql.ref(name)));
  const from = sql`${sql.table(table)} where ${sql.ref(column)} < ${before}`;
  // MySQL cannot select from the table it deletes from, PostgreSQL cannot limit a delete.
  const statement =
    familyOf(executor) === 'postgres'
      ? sql`delete from ${sql.table(table)} where (${keys}) in
          (select ${keys} from ${from} order by ${sql.ref(column)} limit ${limit} for update skip locked)`
      : sql`delete from ${from} order by ${sql.ref(column)} limit ${limit}`;
  return Number((await statement.execute(executor)).numAffectedRows ?? 0);
}

/** Expressions of a text search for the `where` and `order by` clauses. */
export interface SearchExpressions {
  readonly matches: RawBuilder<boolean>;
  readonly rank: RawBuilder<number>;
}

/**
 * Text search over name and description, backed by an index in both engine families.
 *
 * @param words - untrusted; sent as a parameter
 */
export function productSearch(executor: Executor, words: string): SearchExpressions {
  if (familyOf(executor) === 'postgres') {
    const document = sql`to_tsvector('simple', name || ' ' || description)`;
    const query = sql`plainto_tsquery('simple', ${words})`;
    return { matches: sql<boolean>`${document} @@ ${query}`, rank: sql<number>`ts_rank(${document}, ${query})` };
  }
  const score = sql<number>`match (name, description) against (${words} in natural language mode)`;
  return { matches: sql<boolean>`${score} > 0`, rank: score };
}
