/**
 * Parts that all functions share. They are created from the configuration with the first event and reused for later
 * ones.
 */
import { metrics } from './observed';
import { VARIABLES } from '../../../src/contract/variables';
import { required } from '../../adapters/configuration/config-error';
import { loadConfig } from '../../adapters/configuration/load-config';
import { ShopConfig } from '../../adapters/configuration/shop-config';
import { connect } from '../../adapters/database/connect';
import { DatabaseStore } from '../../adapters/database/store';
import { SqsMigrationRequests } from '../../adapters/queue/migration-requests';
import { Clock } from '../../ports/clock';
import { Metrics } from '../../ports/metrics';
import { MigrationRequests } from '../../ports/migration-requests';
import { Store } from '../../ports/store';

/** Common dependencies of the functions. */
export interface Runtime {
  readonly config: ShopConfig;
  readonly store: Store;
  readonly migrations: MigrationRequests;
  readonly clock: Clock;
  /** Absent: no metrics are collected. */
  readonly metrics?: Metrics;
}

/** Shorter than the timeout of a function: queues redeliver a message, and providers repeat a webhook. */
const RETRY = { unavailableMs: 4_000 };

/** Creates the parts; throws `ConfigError` for a missing variable. */
export function createRuntime(config: ShopConfig = loadConfig()): Runtime {
  const clock = { now: () => new Date() };
  return {
    config,
    clock,
    metrics,
    store: new DatabaseStore(connect(required(config.database, VARIABLES.database.host)), {
      clock,
      retry: RETRY,
    }),
    migrations: new SqsMigrationRequests(required(config.queues?.migrations, VARIABLES.queues.migrations)),
  };
}

/**
 * Creates a value with the first call. After a failure the next call tries again, so that one failure does not stop the
 * whole process.
 */
export function lazily<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}
