/** What the functions share, made from the configuration at the first event and kept for the next ones. */
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

export interface Runtime {
  readonly config: ShopConfig;
  readonly store: Store;
  readonly migrations: MigrationRequests;
  readonly clock: Clock;
  /** Absent where nobody watches. */
  readonly metrics?: Metrics;
}

/** Shorter than a function's time-out: a message comes again, a provider repeats its webhook. */
const RETRY = { unavailableMs: 4_000 };

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

/** Makes it at the first call, and again after a failed try: one bad moment must not spoil the whole process. */
export function lazily<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}
