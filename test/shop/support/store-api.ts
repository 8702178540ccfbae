/**
 * Store API on a test database. Requests are events as the load balancer creates them.
 *
 *   const api = new TestStoreApi(shop.store);
 *   const { statusCode, json } = await api.ask('GET', '/api/products?page=2');
 *   await api.send('POST', '/api/orders', order);                  // as JSON
 *   api.queue.messages                                             // messages on the order queue
 */
import { ALBResult } from 'aws-lambda';
import { TestClock, TestMetrics, TestMigrationRequests } from './external-services';
import { EventOptions, loadBalancerEvent } from './load-balancer-event';
import { LocalCache } from '../../../shop/adapters/cache/local-cache';
import { Environment, loadConfig } from '../../../shop/adapters/configuration/load-config';
import { log } from '../../../shop/adapters/telemetry/log';
import { openCachedParts } from '../../../shop/handlers/composition/cached-parts';
import { answer } from '../../../shop/handlers/http/answer';
import { Cache } from '../../../shop/ports/cache';
import { Store } from '../../../shop/ports/store';
import { Route } from '../../../shop/presentation/http/router';
import { storeApiRoutes } from '../../../shop/presentation/store-api/routes';
import { TestOrderQueue } from '../presentation/storefront/support/storefront';

export const JSON_HEADERS = { 'content-type': 'application/json' };

export interface Answered extends ALBResult {
  readonly json: Record<string, unknown>;
}

export interface TestStoreApiOptions {
  readonly cache?: Cache;
  /** Rules of the shop that differ from the defaults. */
  readonly environment?: Environment;
}

export type Headers = Readonly<Record<string, string>>;

export class TestStoreApi {
  readonly queue = new TestOrderQueue();
  readonly clock = new TestClock();
  readonly migrations = new TestMigrationRequests();
  readonly metrics = new TestMetrics();
  readonly cached: ReturnType<typeof openCachedParts>;
  private readonly routes: readonly Route[];

  constructor(store: Store, { cache = new LocalCache(), environment = {} }: TestStoreApiOptions = {}) {
    const config = loadConfig(environment);
    const { clock, queue, metrics } = this;
    this.cached = openCachedParts({ store, cache, clock, config });
    this.routes = storeApiRoutes({
      ...this.cached,
      ...config,
      ...config.web,
      store,
      clock,
      log,
      metrics,
      orderQueue: queue,
      schemaReady: async () => this.schemaReady(),
    });
  }

  schemaReady: () => Promise<void> = async () => undefined;

  async ask(method: string, address: string, options: EventOptions = {}): Promise<Answered> {
    const result = await answer(this.routes, this.migrations, loadBalancerEvent(method, address, options));
    return { ...result, json: JSON.parse(result.body || '{}') as Record<string, unknown> };
  }

  async send(method: string, address: string, body: object, headers: Headers = {}): Promise<Answered> {
    return this.ask(method, address, { body: JSON.stringify(body), headers: { ...JSON_HEADERS, ...headers } });
  }
}
