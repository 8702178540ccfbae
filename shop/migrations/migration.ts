/** One statement a migration: MySQL commits each by itself, so a second one could be left undone. Each may be run twice. */
export interface Migration {
  /** Counts from 1 without gaps; a released one never changes. */
  readonly version: number;
  readonly name: string;
  readonly postgres: string;
  readonly mysql: string;
}

/** A bare MariaDB would create latin1 tables that ignore case. */
export const MYSQL_TABLE = 'engine = InnoDB default character set utf8mb4 collate utf8mb4_bin';

/** A table that both engines write alike but for the names of two types: `time` and `flag`. MySQL makes its indexes with it. */
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
    mysql: `create table if not exists ${name} (\n${lines('datetime(3)', 'tinyint(1)', mysqlIndexes)}\n) ${MYSQL_TABLE}`,
  };
}

/** MySQL has no "create index if not exists", so there each index is made with its table. */
export function postgresIndex(version: number, name: string, on: string): Migration {
  return {
    version,
    name: name.replace(/_/g, ' '),
    postgres: `create index if not exists ${name} on ${on}`,
    mysql: 'do 0',
  };
}
