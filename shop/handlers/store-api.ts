import { ALBEvent, ALBResult } from 'aws-lambda';
import { Route } from './http/router';
import { metrics, observed } from './observed';
import { answer } from './store-api-answer';
import { storeApiRoutes } from './store-api-routes';
import { FUNCTIONS } from '../../src/contract/functions';
import { VARIABLES } from '../../src/contract/variables';
import { openMigrationRequests } from '../adapters/aws/open-migration-requests';
import { SqsOrderQueue } from '../adapters/aws/order-queue';
import { openCache } from '../adapters/cache/open-cache';
import { openCachedParts } from '../adapters/cache/open-cached-parts';
import { connect } from '../adapters/database/connect';
import { DatabaseStore } from '../adapters/database/store';
import { SchemaGate } from '../adapters/schema-gate';
import { Environment, loadConfig, required } from '../config';
import { schemaIsReady } from '../migrations/version';
import { MigrationRequests } from '../ports';

interface Parts {
  readonly routes: readonly Route[];
  readonly migrations: MigrationRequests;
}

/** Somebody waits for the answer: better a quick "try again" than a long silence. */
const DATABASE_PATIENCE = { unavailableMs: 1_000 };

let parts: Parts | undefined;

/** Made at the first event and kept: connections outlive an invocation. */
export function open(env: Environment = process.env): Parts {
  const config = loadConfig(env);
  const database = connect(required(config.database, VARIABLES.database.host));
  const store = new DatabaseStore(database, { patience: DATABASE_PATIENCE });
  const orderQueue = new SqsOrderQueue(required(config.queues?.orders, VARIABLES.queues.orders));
  const clock = { now: () => new Date() };
  const cached = openCachedParts({ store, cache: openCache(config.cache), clock, config });
  const migrations = openMigrationRequests(config.queues?.migrations);
  const gate = new SchemaGate({ isReady: async () => schemaIsReady(database), migrations });
  const {
    shopName,
    shopUrl,
    web: { secureCookies, addressHeader },
  } = config;
  const routes = storeApiRoutes({
    ...cached,
    shopName,
    shopUrl,
    secureCookies,
    addressHeader,
    clock,
    store,
    orderQueue,
    metrics,
    schemaReady: async () => gate.pass(),
  });
  return { routes, migrations };
}

export const handler = observed(FUNCTIONS.storeApi.name, async (event: ALBEvent): Promise<ALBResult> => {
  parts ??= open();
  return answer(parts.routes, parts.migrations, event);
});
