/**
 * A storefront for tests with stand-ins for services outside the process. `browser.ts` sends requests to its pages.
 *
 *   const shop = testStorefront(database.store);                  // the real store on the test PostgreSQL
 *   const app = buildApp(shop);
 *   shop.queue.messages                                           // messages that checkout has sent to the order queue
 *   await shop.processOrders()                                    // processes them, as the function does
 *   await shop.relay()                                            // sends the mails that are due
 */
import { LocalCache } from '../../../../../shop/adapters/cache/local-cache';
import { Environment, loadConfig } from '../../../../../shop/adapters/configuration/load-config';
import { log } from '../../../../../shop/adapters/telemetry/log';
import { placeOrder, PlaceOrderResult } from '../../../../../shop/application/orders/place-order';
import { OutboxRelay } from '../../../../../shop/application/outbox/outbox-relay';
import { decodeOrderMessage } from '../../../../../shop/domain/orders/order-message';
import { openCachedParts } from '../../../../../shop/handlers/composition/cached-parts';
import { openAccessCopies } from '../../../../../shop/handlers/composition/order-access';
import { Cache } from '../../../../../shop/ports/cache';
import { OrderQueue } from '../../../../../shop/ports/order-queue';
import { Store } from '../../../../../shop/ports/store';
import { orderMails } from '../../../../../shop/presentation/mails/order-mails';
import { Storefront } from '../../../../../shop/presentation/storefront/storefront';
import { TestClock, TestMailbox, TestMigrationRequests } from '../../../support/external-services';

export class TestOrderQueue implements OrderQueue {
  readonly messages: string[] = [];
  failing = false;

  async send(message: string): Promise<void> {
    if (this.failing) throw new Error('queue unavailable');
    this.messages.push(message);
  }
}

export interface TestStorefront extends Storefront {
  readonly queue: TestOrderQueue;
  readonly mailbox: TestMailbox;
  readonly clock: TestClock;
  readonly migrations: TestMigrationRequests;
  /** Processes all orders of the queue; returns their outcomes. */
  readonly processOrders: () => Promise<readonly PlaceOrderResult[]>;
}

const SHOP = { shopName: 'Shop', shopUrl: 'https://shop.example.com' };

/** @param environment - variables of the shop that differ from the default */
export function testStorefront(
  store: Store,
  overrides: Partial<Storefront> = {},
  environment: Environment = {},
): TestStorefront {
  const [queue, mailbox, clock] = [new TestOrderQueue(), new TestMailbox(), new TestClock()];
  const config = loadConfig({ ORDER_ACCESS_SECRETS: 'secret of the access copies', ...environment });
  const cache: Cache = overrides.cache ?? new LocalCache(1_000, () => clock.now().getTime());
  const { forget, ...cached } = openCachedParts({ store, cache, clock, config });
  const access = openAccessCopies(config.orderAccess);
  const outside = { mailer: mailbox, access, invalidate: forget, clock, log };
  const relay = new OutboxRelay({ store, ...outside, kinds: ['mail', 'invalidate'] });
  const processOrder = async (text: string) => {
    const message = decodeOrderMessage(text);
    const accessCopy = await access.seal(message.orderId, message.accessToken);
    const { reservableShare } = config.orders;
    return placeOrder(store, message, { mails: orderMails(SHOP), now: clock.now(), accessCopy, reservableShare });
  };
  return {
    ...SHOP,
    ...cached,
    healthCheckPath: '/up',
    store,
    cache,
    log,
    orderQueue: queue,
    holdingMs: config.orders.holdingMs,
    relay: async () => relay.run(),
    paymentPageUrl: (orderId) => `/webhooks/payments/demo/checkout/${orderId}`,
    demoPayments: true,
    secureCookies: true,
    addressHeader: config.web.addressHeader,
    schemaReady: async () => undefined,
    draining: () => false,
    ...overrides,
    queue,
    mailbox,
    clock,
    migrations: new TestMigrationRequests(),
    processOrders: async () => {
      const results: PlaceOrderResult[] = [];
      for (const message of queue.messages.splice(0)) results.push(await processOrder(message));
      return results;
    },
  };
}
