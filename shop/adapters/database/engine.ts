/** The few statements that the two engine families write differently. */
import { Insertable, Kysely, RawBuilder, sql, Transaction } from 'kysely';
import { EngineFamily } from './driver-options';
import { classify } from './errors';
import { Schema } from './schema';

export type Executor = Kysely<Schema> | Transaction<Schema>;

export function familyOf(executor: Executor): EngineFamily {
  // Only one of the two families can return rows from a write, and Kysely knows which one it talks to.
  return executor.getExecutor().adapter.supportsReturning ? 'postgres' : 'mysql';
}

/** `false`: a row with this key is there already. */
export async function insertNew<Table extends keyof Schema>(executor: Executor, table: Table, row: Insertable<Schema[Table]>): Promise<boolean> {
  const insert = executor.insertInto(table).values(row as never);
  if (familyOf(executor) === 'postgres') {
    // A failed insert would abort the whole transaction here.
    const result = await insert.onConflict((conflict) => conflict.doNothing()).executeTakeFirst();
    return result.numInsertedOrUpdatedRows === 1n;
  }
  try {
    // Not INSERT IGNORE: that also hides values that are too long or missing.
    await insert.execute();
    return true;
  } catch (error) {
    if (classify(error) !== 'duplicate') throw error;
    return false;
  }
}

/** Deletes the oldest rows, a bounded number at once; those that another holds are left for the next time. */
export async function removeSome(executor: Executor, table: 'session' | 'inbox', column: 'expires_at' | 'received_at', before: Date, limit: number): Promise<number> {
  const key = table === 'session' ? ['token_hash'] : ['consumer', 'message_id'];
  const keys = sql.join(key.map((name) => sql.ref(name)));
  const from = sql`${sql.table(table)} where ${sql.ref(column)} < ${before}`;
  // MySQL cannot select from the table it deletes from, PostgreSQL cannot limit a delete.
  const statement = familyOf(executor) === 'postgres'
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
