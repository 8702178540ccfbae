/**
 * A storefront for tests: everything real but what lies outside. Routes are asked by `inject`, as a browser would ask them (see `browser.ts`).
 *
 *   const shop = testStorefront(database.store);                  // the real store on the test PostgreSQL
 *   const app = buildApp(shop);
 *   shop.queue.messages                                           // what checkout has put on the order queue
 */
import { LocalCache } from '../../../../shop/adapters/cache/local-cache';
import { openCatalogue } from '../../../../shop/adapters/cache/open-catalogue';
import { OutboxRelay } from '../../../../shop/adapters/outbox-relay';
import { Limits } from '../../../../shop/domain/limits/limits';
import { Cache, OrderQueue } from '../../../../shop/ports';
import { Store } from '../../../../shop/ports/store';
import { Storefront } from '../../../../shop/storefront/storefront';
import { TestClock, TestMailbox, TestMigrationRequests } from '../../support/outside';

export class TestOrderQueue implements OrderQueue {
  readonly messages: string[] = [];
  failing = false;

  async send(message: string): Promise<void> {
    if (this.failing) throw new Error('queue away');
    this.messages.push(message);
  }
}

export interface TestStorefront extends Storefront {
  readonly queue: TestOrderQueue;
  readonly mailbox: TestMailbox;
  readonly clock: TestClock;
  readonly migrations: TestMigrationRequests;
}

export function testStorefront(store: Store, overrides: Partial<Storefront> = {}): TestStorefront {
  const [queue, mailbox, clock, migrations] = [new TestOrderQueue(), new TestMailbox(), new TestClock(), new TestMigrationRequests()];
  const cache: Cache = overrides.cache ?? new LocalCache(1_000, () => clock.now().getTime());
  const catalogue = openCatalogue(store, cache);
  const relay = new OutboxRelay({ store, mailer: mailbox, invalidate: async (scope) => catalogue.forget(scope), kinds: ['mail', 'invalidate'], clock });
  return {
    shopName: 'Shop',
    shopUrl: 'https://shop.example.com',
    healthCheckPath: '/up',
    catalogue,
    store,
    cache,
    limits: new Limits({ cache, clock }),
    orderQueue: queue,
    relay: async () => relay.run(),
    paymentPageUrl: (orderId) => `/webhooks/payments/demo/checkout/${orderId}`,
    demoPayments: true,
    secureCookies: true,
    addressHeader: 'x-shop-viewer-address',
    schemaReady: async () => undefined,
    draining: () => false,
    ...overrides,
    queue,
    mailbox,
    clock,
    migrations,
  };
}
