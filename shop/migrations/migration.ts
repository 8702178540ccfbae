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
