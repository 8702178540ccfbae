/** The few statements that the two engine families write differently. */
import { CompiledQuery, Insertable, Kysely, RawBuilder, sql, Transaction } from 'kysely';
import { EngineFamily } from './driver-options';
import { classify } from './errors';
import { Schema } from './schema';

export type Executor = Kysely<Schema> | Transaction<Schema>;

export function familyOf(executor: Executor): EngineFamily {
  // Only one of the two families can return rows from a write, and Kysely knows which one it talks to.
  return executor.getExecutor().adapter.supportsReturning ? 'postgres' : 'mysql';
}

/** `false`: a row with this key is there already. */
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

/** A row that must not be there yet. */
export async function insertRow<Table extends keyof Schema>(
  executor: Executor,
  table: Table,
  row: Insertable<Schema[Table]>,
): Promise<void> {
  await executor.executeQuery(insertStatement(executor, table, row, false));
}

const insertStatements = new Map<string, CompiledQuery>();

/** Built once for a table and its columns: building a statement takes longer than sending it. Values are plain, never expressions. */
function insertStatement<Table extends keyof Schema>(
  executor: Executor,
  table: Table,
  row: Insertable<Schema[Table]>,
  unlessThere: boolean,
): CompiledQuery {
  const entries = Object.entries(row).filter(([, value]) => value !== undefined);
  const key = [familyOf(executor), unlessThere, table, ...entries.map(([column]) => column)].join();
  let statement = insertStatements.get(key);
  if (!statement) {
    const insert = executor.insertInto(table).values(Object.fromEntries(entries) as never);
    statement = (unlessThere ? insert.onConflict((conflict) => conflict.doNothing()) : insert).compile();
    insertStatements.set(key, statement);
  }
  return { ...statement, parameters: entries.map(([, value]) => value) };
}

/** Tables whose rows end some time: the column that says when, and their primary keys. */
const ENDING = {
  session: { column: 'expires_at', key: ['token_hash'] },
  one_time_token: { column: 'expires_at', key: ['token_hash'] },
  inbox: { column: 'received_at', key: ['consumer', 'message_id'] },
  webhook_event: { column: 'received_at', key: ['provider', 'event_id'] },
} as const;

type Ending = keyof typeof ENDING;

/** Deletes the oldest rows, a bounded number at once; those that another holds are left for the next time. */
export async function removeSome(executor: Executor, table: Ending, before: Date, limit: number): Promise<number> {
  const { column, key } = ENDING[table];
  const keys = sql.join(key.map((name) => sql.ref(name)));
  const from = sql`${sql.table(table)} where ${sql.ref(column)} < ${before}`;
  // MySQL cannot select from the table it deletes from, PostgreSQL cannot limit a delete.
  const statement =
    familyOf(executor) === 'postgres'
      ? sql`delete from ${sql.table(table)} where (${keys}) in (select ${keys} from ${from} order by ${sql.ref(column)} limit ${limit} for update skip locked)`
      : sql`delete from ${from} order by ${sql.ref(column)} limit ${limit}`;
  return Number((await statement.execute(executor)).numAffectedRows ?? 0);
}

export interface SearchExpressions {
  readonly matches: RawBuilder<boolean>;
  readonly rank: RawBuilder<number>;
}

/** The text search of each family over name and description; both are backed by an index. */
export function productSearch(executor: Executor, words: string): SearchExpressions {
  if (familyOf(executor) === 'postgres') {
    const document = sql`to_tsvector('simple', name || ' ' || description)`;
    const query = sql`plainto_tsquery('simple', ${words})`;
    return { matches: sql<boolean>`${document} @@ ${query}`, rank: sql<number>`ts_rank(${document}, ${query})` };
  }
  const score = sql<number>`match (name, description) against (${words} in natural language mode)`;
  return { matches: sql<boolean>`${score} > 0`, rank: score };
}
