/**
 * Change of the schema with one statement. MySQL commits each statement separately, so a second one could be left out.
 * Each statement may run twice.
 */
export interface Migration {
  /** Counts from 1 without gaps. A released migration never changes. */
  readonly version: number;
  readonly name: string;
  readonly postgres: string;
  readonly mysql: string;
}

/** MariaDB's defaults would be the character set latin1 and comparisons that ignore case. */
export const MYSQL_TABLE = 'engine = InnoDB default character set utf8mb4 collate utf8mb4_bin';

/**
 * Creates a table with the same definition in both engines, except for the types `time` and `flag`.
 *
 * @param columns - definitions of columns and constraints, with `time` and `flag` as placeholders of types
 * @param mysqlIndexes - indexes of MySQL; those of PostgreSQL are separate migrations (`postgresIndex`)
 */
export function table(
  version: number,
  name: string,
  columns: readonly string[],
  mysqlIndexes: readonly string[] = [],
): Migration {
  const lines = (time: string, flag: string, more: readonly string[]) =>
    [...columns, ...more].map((line) => `  ${line.replace(/\btime\b/, time).replace(/\bflag\b/, flag)}`).join(',\n');
  return {
    version,
    name: name.replace(/_/g, ' '),
    postgres: `create table if not exists ${name} (\n${lines('timestamptz(3)', 'boolean', [])}\n)`,
    mysql:
      `create table if not exists ${name} (\n` +
      `${lines('datetime(3)', 'tinyint(1)', mysqlIndexes)}\n) ${MYSQL_TABLE}`,
  };
}

/**
 * Creates an index in PostgreSQL only. MySQL has no "create index if not exists", so it creates each index with its
 * table.
 *
 * @param on - table and columns, such as `orders (state, placed_at)`
 */
export function postgresIndex(version: number, name: string, on: string): Migration {
  return {
    version,
    name: name.replace(/_/g, ' '),
    postgres: `create index if not exists ${name} on ${on}`,
    mysql: 'do 0',
  };
}
