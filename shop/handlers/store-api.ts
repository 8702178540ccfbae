import { ALBEvent, ALBResult } from 'aws-lambda';
import { required } from '../adapters/configuration/config-error';
import { log } from '../adapters/telemetry/log';
import { MigrationRequests } from '../ports/migration-requests';
import { openCachedParts } from './composition/cached-parts';
import { metrics, observed } from './composition/observed';
import { answer } from './http/answer';
import { FUNCTIONS } from '../../src/contract/functions';
import { VARIABLES } from '../../src/contract/variables';
import { openCache } from '../adapters/cache/open-cache';
import { Environment, loadConfig } from '../adapters/configuration/load-config';
import { connect } from '../adapters/database/connect';
import { DatabaseStore } from '../adapters/database/store';
import { openMigrationRequests } from '../adapters/queue/open-migration-requests';
import { SqsOrderQueue } from '../adapters/queue/order-queue';
import { SchemaGate } from '../application/schema-gate';
import { schemaIsReady } from '../migrations/version';
import { Route } from '../presentation/http/router';
import { storeApiRoutes } from '../presentation/store-api/routes';

/** Parts that the first event creates. */
interface Parts {
  readonly routes: readonly Route[];
  readonly migrations: MigrationRequests;
}

/** A client waits for the answer, so a fast "try again later" is better than a long wait. */
const DATABASE_RETRY = { unavailableMs: 1_000 };

let parts: Parts | undefined;

/** Creates the parts with the first event. They are reused, because connections outlive an invocation. */
export function open(env: Environment = process.env): Parts {
  const config = loadConfig(env);
  const database = connect(required(config.database, VARIABLES.database.host));
  const store = new DatabaseStore(database, { retry: DATABASE_RETRY });
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
    log,
    metrics,
    schemaReady: async () => gate.pass(),
  });
  return { routes, migrations };
}

export const handler = observed(FUNCTIONS.storeApi.name, async (event: ALBEvent): Promise<ALBResult> => {
  parts ??= open();
  return answer(parts.routes, parts.migrations, event);
});
