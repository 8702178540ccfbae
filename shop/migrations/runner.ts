import { sql } from 'kysely';
import { ApplicationUser, createApplicationUser } from './application-user';
import { seedDemoCatalogue } from './demo-catalogue';
import { withMigrationLock } from './lock';
import { Migration, MYSQL_TABLE } from './migration';
import { MIGRATIONS, schemaVersion } from './version';
import { Database } from '../adapters/database/connect';
import { Executor, familyOf } from '../adapters/database/engine';

/** Options of a migration. */
export interface MigrateOptions {
  readonly database: string;
  /** Absent when the migration signs in as the application's user (local runs). */
  readonly applicationUser?: ApplicationUser;
  readonly demoCatalogue?: boolean;
  readonly migrations?: readonly Migration[];
}

/** Schema versions before and after. */
export interface MigrationResult {
  readonly from: number;
  readonly to: number;
}

/** Thrown when a newer release has changed the schema: this release does not know the newer tables. */
export class UnknownSchemaVersion extends Error {
  constructor(
    readonly found: number,
    readonly known: number,
  ) {
    super(
      `the database has schema version ${found}, this release knows up to ${known}: deploy the newer release again`,
    );
    this.name = 'UnknownSchemaVersion';
  }
}

/**
 * Updates the schema to the version of this release. Concurrent calls wait for each other, and all but the first have
 * no effect.
 *
 * @param database - signed in with the permission to change tables
 * @param options - see `MigrateOptions`
 * @throws UnknownSchemaVersion
 */
export async function migrate(database: Database, options: MigrateOptions): Promise<MigrationResult> {
  return database.connection().execute(async (connection) =>
    withMigrationLock(connection, options.database, async () => {
      const migrations = options.migrations ?? MIGRATIONS;
      const from = await schemaVersion(connection);
      if (from > migrations.length) throw new UnknownSchemaVersion(from, migrations.length);
      if (from === 0) await createVersionTable(connection);
      for (const migration of migrations.slice(from)) await apply(connection, migration);
      if (options.demoCatalogue) await seedDemoCatalogue(connection);
      if (options.applicationUser) await createApplicationUser(connection, options.applicationUser);
      return { from, to: migrations.length };
    }),
  );
}

async function createVersionTable(connection: Executor): Promise<void> {
  const postgres = familyOf(connection) === 'postgres';
  await sql
    .raw(
      `create table if not exists schema_version (
    version integer not null primary key,
    name varchar(120) not null,
    applied_at ${postgres ? 'timestamptz(3)' : 'datetime(3)'} not null
  ) ${postgres ? '' : MYSQL_TABLE}`,
    )
    .execute(connection);
}

/** When the process ends between the two statements, the first one runs again: each migration is repeatable. */
async function apply(connection: Executor, migration: Migration): Promise<void> {
  await sql.raw(migration[familyOf(connection)]).execute(connection);
  await connection
    .insertInto('schema_version')
    .values({ version: migration.version, name: migration.name, applied_at: new Date() })
    .execute();
}
