/**
 * The store API and order processing with a password from a secret, as the migrations have it: on AWS the shop itself signs in with tokens,
 * which run out but are never rotated. Bundled by `rotation.services.ts` with the engine's driver.
 */
import { ALBEvent, SQSEvent } from 'aws-lambda';
import { readSecret } from '../../../shop/adapters/aws/secrets';
import { LocalCache } from '../../../shop/adapters/cache/local-cache';
import { openCachedParts } from '../../../shop/adapters/cache/open-cached-parts';
import { connect } from '../../../shop/adapters/database/connect';
import { DatabaseStore } from '../../../shop/adapters/database/store';
import { OutboxRelay } from '../../../shop/adapters/outbox-relay';
import { loadConfig, required } from '../../../shop/config';
import { createHandler } from '../../../shop/handlers/order-processing';
import { openAccessCopies } from '../../../shop/handlers/runtime-order-access';
import { answer } from '../../../shop/handlers/store-api-answer';
import { storeApiRoutes } from '../../../shop/handlers/store-api-routes';

const config = loadConfig();
const migrations = {
  request: async () => {
    throw new Error('the schema is there: nobody must ask for it');
  },
};
const database = connect(required(config.database, 'DATABASE_HOST'), {
  poolSize: 8,
  password: async (fresh) => readSecret(required(process.env.PASSWORD_SECRET, 'PASSWORD_SECRET'), { fresh }),
});
const store = new DatabaseStore(database, { patience: { unavailableMs: 4_000 } });
const clock = { now: () => new Date() };
const routes = storeApiRoutes({
  ...openCachedParts({ store, cache: new LocalCache(), clock, config }),
  ...config.web,
  shopName: config.shopName,
  store,
  clock,
  orderQueue: { send: async () => undefined },
  schemaReady: async () => undefined,
});
const access = openAccessCopies(config.orderAccess);
const takeOrders = createHandler(() => ({
  config,
  store,
  migrations,
  clock,
  access,
  relay: new OutboxRelay({ store, kinds: [] }),
}));

export async function handler(event: ALBEvent | SQSEvent): Promise<unknown> {
  return 'Records' in event ? takeOrders(event) : answer(routes, migrations, event);
}
