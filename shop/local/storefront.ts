import { IncomingMessage, ServerResponse } from 'http';
import { CachedCatalogue } from '../adapters/cache/cached-catalogue';
import { ShopConfig } from '../config';
import { MigrationRequests } from '../ports';
import { Store } from '../ports/store';
import { buildApp } from '../storefront/app';

export interface LocalStorefrontOptions {
  readonly config: ShopConfig;
  readonly store: Store;
  readonly catalogue: CachedCatalogue;
  readonly migrations: MigrationRequests;
  readonly draining: () => boolean;
}

export interface LocalStorefront {
  readonly answer: (request: IncomingMessage, response: ServerResponse) => void;
  close(): Promise<void>;
}

/** The storefront as on the servers, without a port of its own. */
export async function openStorefront({ config, store, catalogue, migrations, draining }: LocalStorefrontOptions): Promise<LocalStorefront> {
  const app = buildApp({
    shopName: config.shopName,
    healthCheckPath: config.web.healthCheckPath,
    catalogue,
    stock: store.read.stock,
    migrations,
    // Migrations have run before.
    schemaReady: async () => undefined,
    draining,
  });
  await app.ready();
  return { answer: (request, response) => app.routing(request, response), close: async () => app.close() };
}
