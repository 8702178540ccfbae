import { AddressInfo } from 'net';
import { Lifecycle } from './lifecycle';
import { VARIABLES } from '../../../src/contract/variables';
import { openCache } from '../../adapters/cache/open-cache';
import { ConfigError, required } from '../../adapters/configuration/config-error';
import { Environment, loadConfig } from '../../adapters/configuration/load-config';
import { connect } from '../../adapters/database/connect';
import { DatabaseStore } from '../../adapters/database/store';
import { S3Media } from '../../adapters/media/s3-media';
import { openMigrationRequests } from '../../adapters/queue/open-migration-requests';
import { SqsOrderQueue } from '../../adapters/queue/order-queue';
import { log } from '../../adapters/telemetry/log';
import { OutboxRelay } from '../../application/outbox/outbox-relay';
import { SchemaGate } from '../../application/schema-gate';
import { paymentPage } from '../../domain/payments/payment-page';
import { schemaIsReady } from '../../migrations/version';
import { OrderQueue } from '../../ports/order-queue';
import { buildApp } from '../../presentation/storefront/app';
import { openCachedParts } from '../composition/cached-parts';

/** Functions of the process that the server needs. */
export interface Host {
  readonly env: Environment;
  readonly onSignal: (name: NodeJS.Signals, act: () => void) => void;
  readonly exit: (code: number) => void;
}

const POOL_SIZE = 10;
const FINISH_MS = 25_000;
const RELAY_BUDGET_MS = 1_000;

/** A visitor waits for the page, so a fast "back in a moment" is better than a long wait. */
const DATABASE_RETRY = { unavailableMs: 1_000 };

/** Starts the web server and returns its port. */
export async function start({ env, onSignal, exit }: Host): Promise<number> {
  const config = loadConfig(env);
  const drainMs = drainSeconds(env) * 1_000;
  const cache = openCache(config.cache);
  const database = connect(required(config.database, VARIABLES.database.host), {
    poolSize: POOL_SIZE,
    queryTimeoutMs: 3_000,
  });
  const store = new DatabaseStore(database, { retry: DATABASE_RETRY });
  const migrations = openMigrationRequests(config.queues?.migrations);
  const clock = { now: () => new Date() };
  const { catalogue, limits, unpaidOrders, forget } = openCachedParts({ store, cache, clock, config });
  // Servers have no permission to send mails or to publish; functions do both.
  const relay = new OutboxRelay({ store, log, kinds: ['invalidate'], invalidate: forget });
  const gate = new SchemaGate({ isReady: async () => schemaIsReady(database), migrations });
  const app = buildApp({
    shopName: config.shopName,
    healthCheckPath: config.web.healthCheckPath,
    shopUrl: config.shopUrl,
    catalogue,
    store,
    cache,
    orderQueue: openOrderQueue(config.queues?.orders),
    media: config.web.mediaBucket === undefined ? undefined : new S3Media(config.web.mediaBucket),
    migrations,
    clock,
    log,
    limits,
    unpaidOrders,
    holdingMs: config.orders.holdingMs,
    relay: async () => relay.run(RELAY_BUDGET_MS),
    paymentPageUrl: (orderId) => paymentPage(config.payment, orderId),
    demoPayments: config.payment.provider === 'demo',
    secureCookies: config.web.secureCookies,
    addressHeader: config.web.addressHeader,
    schemaReady: async () => gate.pass(),
    draining: () => lifecycle.draining,
  });
  const lifecycle = new Lifecycle({
    drainMs,
    finishMs: FINISH_MS,
    exit,
    close: async () => {
      await app.close();
      await Promise.all([store.close(), cache.close()]);
    },
  });
  for (const name of ['SIGTERM', 'SIGINT'] as const) {
    onSignal(name, () => void lifecycle.signal(name));
  }
  await app.listen({ host: '0.0.0.0', port: config.web.port });
  const { port } = app.server.address() as AddressInfo;
  log.info('listening', { port });
  // A new release may need a new schema. Not awaited, because the server is healthy without it.
  void migrations.request();
  return port;
}

/** Without a queue, checkout fails with an error that says so, and everything else works. */
function openOrderQueue(queueUrl: string | undefined): OrderQueue {
  if (queueUrl !== undefined) return new SqsOrderQueue(queueUrl);
  return {
    send: async () => {
      throw new ConfigError(VARIABLES.queues.orders, 'is missing: without a queue no order can be accepted');
    },
  };
}

function drainSeconds(env: Environment): number {
  const text = env[VARIABLES.server.drainSeconds]?.trim() || '20';
  if (!/^\d{1,3}$/.test(text)) {
    throw new ConfigError(
      VARIABLES.server.drainSeconds,
      `must be a whole number of seconds, got ${JSON.stringify(text)}`,
    );
  }
  return Number(text);
}
