import { randomBytes } from 'crypto';
import { mkdir, mkdtemp, rm } from 'fs/promises';
import { tmpdir } from 'os';
import { join, resolve } from 'path';
import { Closings } from './closings';
import { openDatabase } from './database';
import { LocalOptions } from './options';
import { CachedCatalogue } from '../adapters/cache/cached-catalogue';
import { openCache } from '../adapters/cache/open-cache';
import { openCatalogue } from '../adapters/cache/open-catalogue';
import { DatabaseStore } from '../adapters/database/store';
import { DatabaseConfig, Environment, loadConfig, ShopConfig } from '../config';
import { Limits } from '../domain/limits/limits';
import { Cache, Clock, MigrationRequests } from '../ports';
import { Store } from '../ports/store';

/** What everything else stands on. */
export interface Ground {
  readonly folder: string;
  readonly config: ShopConfig & { readonly database: DatabaseConfig };
  readonly store: Store;
  readonly cache: Cache;
  readonly catalogue: CachedCatalogue;
  readonly clock: Clock;
  /** Shared by storefront and store API. */
  readonly limits: Limits;
  readonly migrations: MigrationRequests;
  readonly schemaReady: () => Promise<void>;
  readonly webhookSecret: string;
  readonly embeddedUrl?: string;
}

export interface GroundOptions {
  readonly options: LocalOptions;
  readonly url: string;
  readonly lookIn: readonly string[];
  readonly env: Environment;
  readonly closings: Closings;
  readonly onLost: (reason: string) => void;
}

/** A visitor waits for the page, and nobody restarts a laptop's database by plan. */
const PATIENCE = { unavailableMs: 2_000 };

export async function openGround({ options, url, lookIn, env, closings, onLost }: GroundOptions): Promise<Ground> {
  const folder = await openFolder(options.data, closings);
  const { config: databaseConfig, database, embeddedUrl } = await openDatabase({
    options, folder, lookIn, closings, onLost: () => onLost('PostgreSQL has ended'),
  });
  const clock = { now: () => new Date() };
  const store = new DatabaseStore(database, { clock, patience: PATIENCE });
  closings.add('database connections', async () => store.close());
  const cache = openCache(options.cache);
  closings.add('cache', async () => cache.close());
  const webhookSecret = env.PAYMENT_SECRETS?.split(',')[0] || `whsec_${randomBytes(18).toString('base64url')}`;
  const environment = {
    SHOP_NAME: env.SHOP_NAME,
    SHOP_URL: url,
    MAIL_SENDER: 'shop@shop.example',
    MAIL_OPERATOR: 'operator@shop.example',
    PAYMENT_PROVIDER: 'demo',
    PAYMENT_SECRETS: webhookSecret,
  };
  return {
    folder, store, cache, clock, webhookSecret, embeddedUrl,
    config: { ...loadConfig(environment), database: databaseConfig, cache: options.cache },
    catalogue: openCatalogue(store, cache),
    limits: new Limits({ cache, clock }),
    // They have run by now, and nobody else is there to be asked.
    migrations: { request: async () => undefined },
    schemaReady: async () => undefined,
  };
}

/** For database and pictures. */
async function openFolder(data: string | undefined, closings: Closings): Promise<string> {
  if (data !== undefined) {
    await mkdir(resolve(data), { recursive: true });
    return resolve(data);
  }
  const folder = await mkdtemp(join(tmpdir(), 'shop-'));
  closings.add('temporary folder', async () => rm(folder, { recursive: true, force: true }));
  return folder;
}
