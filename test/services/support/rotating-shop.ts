/**
 * Store API and order processing with a password from a secret, as the migration function has it. On AWS the shop signs
 * in with tokens, which expire but are never rotated. `rotation.services.ts` bundles it with the engine's driver.
 */
import { ALBEvent, SQSEvent } from 'aws-lambda';
import { LocalCache } from '../../../shop/adapters/cache/local-cache';
import { required } from '../../../shop/adapters/configuration/config-error';
import { loadConfig } from '../../../shop/adapters/configuration/load-config';
import { connect } from '../../../shop/adapters/database/connect';
import { DatabaseStore } from '../../../shop/adapters/database/store';
import { readSecret } from '../../../shop/adapters/secrets/secrets';
import { log } from '../../../shop/adapters/telemetry/log';
import { OutboxRelay } from '../../../shop/application/outbox/outbox-relay';
import { openCachedParts } from '../../../shop/handlers/composition/cached-parts';
import { openAccessCopies } from '../../../shop/handlers/composition/order-access';
import { answer } from '../../../shop/handlers/http/answer';
import { createHandler } from '../../../shop/handlers/order-processing';
import { storeApiRoutes } from '../../../shop/presentation/store-api/routes';

const config = loadConfig();
const migrations = {
  request: async () => {
    throw new Error('the schema exists, so no migration may be requested');
  },
};
const database = connect(required(config.database, 'DATABASE_HOST'), {
  poolSize: 8,
  password: async (fresh) => readSecret(required(process.env.PASSWORD_SECRET, 'PASSWORD_SECRET'), { fresh }),
});
const store = new DatabaseStore(database, { retry: { unavailableMs: 4_000 } });
const clock = { now: () => new Date() };
const routes = storeApiRoutes({
  ...openCachedParts({ store, cache: new LocalCache(), clock, config }),
  ...config.web,
  shopName: config.shopName,
  store,
  clock,
  log,
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
  relay: new OutboxRelay({ store, log, kinds: [] }),
}));

export async function handler(event: ALBEvent | SQSEvent): Promise<unknown> {
  return 'Records' in event ? takeOrders(event) : answer(routes, migrations, event);
}
