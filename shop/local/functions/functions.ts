import { FEEDS } from '../../../src/contract/feeds';
import { paymentProviders } from '../../adapters/payment/providers';
import { paymentSecrets } from '../../adapters/secrets/active-secrets';
import { log } from '../../adapters/telemetry/log';
import { OutboxRelay } from '../../application/outbox/outbox-relay';
import { OutboxMessageKind } from '../../domain/outbox-message';
import { Runtime } from '../../handlers/composition/runtime';
import { createHandler as customerNotification } from '../../handlers/customer-notification';
import { answer } from '../../handlers/http/answer';
import { createHandler as orderProcessing } from '../../handlers/order-processing';
import { createHandler as paymentVerification } from '../../handlers/payment-verification';
import { ScheduledTasksEvent, createHandler as scheduledTasks } from '../../handlers/scheduled-tasks';
import { createHandler as shippingNotification } from '../../handlers/shipping-notification';
import { Mailer } from '../../ports/mailer';
import { AccessCopies } from '../../ports/order-access';
import { OrderQueue } from '../../ports/order-queue';
import { StoreApi, storeApiRoutes } from '../../presentation/store-api/routes';
import { LoadBalancerFunction } from '../load-balancer/load-balancer';
import { LocalQueue } from '../queue/queue';
import { LocalTopics } from '../topics/topics';

/** As on AWS except for the times: a person watches, so a failed message is redelivered soon. */
const QUEUE = { batchSize: 10, visibilityMs: 10_000, batchingWindowMs: 100 };

/** Dependencies of the functions. */
export interface LocalFunctionsOptions {
  readonly runtime: Runtime;
  readonly topics: LocalTopics;
  readonly mailer: Mailer;
  readonly access: AccessCopies;
  /** Applies `invalidate` messages of the outbox to the storefront's cached data. */
  readonly forget: (scope: string) => Promise<void>;
}

/** Functions of the shop with their queues and subscriptions, as on AWS. */
export class LocalFunctions {
  readonly orders: LocalQueue;
  readonly shipments: LocalQueue;
  readonly customers: LocalQueue;
  readonly paymentVerification: LoadBalancerFunction;
  readonly scheduledTasks: (event: ScheduledTasksEvent) => Promise<void>;
  /** Delivers all pending outbox messages, at any time. */
  readonly relay: OutboxRelay;

  constructor(private readonly options: LocalFunctionsOptions) {
    const { runtime, topics, access } = options;
    this.relay = this.relayOf('mail', 'invalidate', 'publish.orders', 'publish.stock', 'publish.offers');
    const providers = paymentProviders(runtime.config.payment);
    const schedule = { ...runtime, relay: this.relay, providers };
    const orders = { ...runtime, access, relay: this.relayOf('mail', 'publish.orders', 'publish.stock') };
    const shipping = { ...runtime, relay: this.relayOf('mail', 'publish.orders') };
    const customers = { ...runtime, relay: this.relayOf('mail') };
    const payments = {
      ...runtime,
      relay: this.relayOf('publish.orders', 'publish.stock'),
      providers,
      secrets: paymentSecrets(runtime.config.payment, async () => ''),
    };
    this.orders = new LocalQueue({
      name: 'orders',
      ...QUEUE,
      batchingWindowMs: 0,
      maxReceiveCount: 10,
      handler: orderProcessing(() => orders),
    });
    this.shipments = new LocalQueue({
      name: 'shipments',
      ...QUEUE,
      maxReceiveCount: 5,
      handler: shippingNotification(() => shipping),
    });
    this.customers = new LocalQueue({
      name: 'customers',
      ...QUEUE,
      maxReceiveCount: 5,
      handler: customerNotification(() => customers),
    });
    this.paymentVerification = paymentVerification(() => payments);
    this.scheduledTasks = scheduledTasks(() => schedule);
    for (const feed of FEEDS.shippingNotification) {
      topics.subscribe({ ...feed, deliver: async (body) => this.shipments.send(body) });
    }
    for (const feed of FEEDS.customerNotification) {
      topics.subscribe({ ...feed, deliver: async (body) => this.customers.send(body) });
    }
  }

  storeApi(api: StoreApi): LoadBalancerFunction {
    const routes = storeApiRoutes(api);
    return async (event) => answer(routes, this.options.runtime.migrations, event);
  }

  get orderQueue(): OrderQueue {
    return { send: async (message) => this.orders.send(message) };
  }

  /**
   * Processes the queues until they are empty or the time is up, because their messages exist only in this process.
   * Returns the number of lost messages.
   */
  async finish(withinMs: number): Promise<number> {
    const queues = [this.orders, this.shipments, this.customers];
    queues.forEach((queue) => queue.skipBatchingWindow());
    for (const end = Date.now() + withinMs; Date.now() < end && !queues.every(({ idle }) => idle);) {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    return queues.reduce((lost, queue) => lost + queue.close(), 0);
  }

  private relayOf(...kinds: readonly OutboxMessageKind[]): OutboxRelay {
    const {
      runtime: { store, clock },
      topics,
      mailer,
      access,
      forget,
    } = this.options;
    return new OutboxRelay({ store, log, publisher: topics, mailer, access, invalidate: forget, kinds, clock });
  }
}
