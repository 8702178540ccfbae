import { ALBResult, SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { Cloud } from './cloud';
import { DatabaseChecks } from './database-checks';
import { EngineServer } from './engine-server';
import { EventSource } from './event-source';
import { FunctionHost, FunctionName } from './function-host';
import { Functions } from './functions';
import { PAYMENT_SECRET, ProviderStandIn, WarehouseStandIn } from './stand-ins';
import { sleep, until } from './test-folder';
import { QueueOptions, TestQueue } from './test-queue';
import { newAccessToken } from '../../../shop/domain/orders/order-access';
import { OrderMessage } from '../../../shop/domain/orders/order-message';
import { sqsEvent } from '../../shop/support/events';
import { databaseEnvironment } from '../../shop/support/postgres';

const TOPIC = 'arn:aws:sns:eu-central-1:123456789012:';

export interface WorldOptions {
  /** Number of deliveries of one message by topics, queues and the provider. */
  readonly copies?: () => number;
  readonly processes?: number;
  /** Environments of each function. */
  readonly concurrency?: number;
  readonly queue?: QueueOptions;
  readonly environment?: Readonly<Record<string, string>>;
}

/**
 * Functions of the shop on a real database, between stand-ins of queues, topics, mail service, payment provider and
 * warehouse that count.
 */
export class ShopWorld {
  static async start(server: EngineServer, options: WorldOptions = {}): Promise<ShopWorld> {
    const world = new ShopWorld(
      new DatabaseChecks(server, await server.createDatabase()),
      await Cloud.start(),
      options,
    );
    const { batchItemFailures } = await world.functions.invoke<SQSBatchResponse>('migrations', sqsEvent([{}]));
    if (batchItemFailures.length > 0) throw new Error(`the migration failed: ${world.functions.troubles.join('\n')}`);
    return world;
  }

  readonly functions: Functions;
  readonly provider: ProviderStandIn;
  readonly warehouse: WarehouseStandIn;
  readonly queues: Readonly<
    Record<'orders' | 'shipping' | 'customers' | 'charges' | 'webhooks' | 'parcels' | 'migrations', TestQueue>
  >;
  private readonly sources: EventSource[] = [];

  private constructor(
    readonly checks: DatabaseChecks,
    readonly cloud: Cloud,
    private readonly options: WorldOptions,
  ) {
    const queue = () => new TestQueue(options.queue);
    this.queues = {
      orders: queue(),
      shipping: queue(),
      customers: queue(),
      charges: queue(),
      webhooks: queue(),
      parcels: queue(),
      migrations: queue(),
    };
    const { copies = () => 1 } = options;
    this.provider = new ProviderStandIn((event) => {
      this.queues.webhooks.send(event, copies());
    });
    this.warehouse = new WarehouseStandIn((news) => {
      this.queues.shipping.send(news, copies());
    });
    cloud.addQueue('orders', this.queues.orders);
    cloud.addQueue('migrations', this.queues.migrations);
    // Subscribed as in `src/commerce/function-plans.ts`, and the two stand-ins as well.
    for (const [topic, kinds, to] of [
      ['orders', ['order.paid', 'shipment.dispatched'], 'shipping'],
      ['orders', ['order.paid', 'order.refund_due'], 'customers'],
      ['stock', undefined, 'customers'],
      ['offers', undefined, 'customers'],
      ['orders', ['payment.request'], 'charges'],
      ['orders', ['order.packed'], 'parcels'],
    ] as const) {
      cloud.subscribe({ topicArn: TOPIC + topic, kinds, queue: this.queues[to], copies });
    }
    this.functions = new Functions(() => new FunctionHost(checks.server.bundle, this.environment), options.processes);
  }

  get environment(): Readonly<Record<string, string>> {
    return {
      ...this.cloud.environment,
      ...databaseEnvironment(this.checks.config),
      SHOP_NAME: 'Bean & Leaf',
      SHOP_URL: 'https://shop.example.com',
      ORDER_ACCESS_SECRETS: 'secret of the access copies',
      ORDER_TOPIC_ARN: `${TOPIC}orders`,
      STOCK_TOPIC_ARN: `${TOPIC}stock`,
      OFFER_TOPIC_ARN: `${TOPIC}offers`,
      ORDER_QUEUE_URL: this.cloud.queueUrl('orders'),
      MIGRATION_QUEUE_URL: this.cloud.queueUrl('migrations'),
      MAIL_SENDER: 'shop@example.com',
      MAIL_OPERATOR: 'operator@example.com',
      PAYMENT_PROVIDER: 'signed',
      PAYMENT_PAGE_URL: 'https://pay.example.com/{orderId}',
      PAYMENT_SECRETS: PAYMENT_SECRET,
      ...this.options.environment,
    };
  }

  /** Connects every queue with its function. */
  connect(): void {
    const { orders, shipping, customers, charges, webhooks, parcels } = this.queues;
    const { concurrency = 2 } = this.options;
    const toFunction = (name: FunctionName) => async (event: SQSEvent, environment: number) =>
      this.functions.invoke<SQSBatchResponse>(name, event, environment);
    this.sources.push(
      new EventSource({ queue: orders, invoke: toFunction('order-processing'), concurrency }),
      new EventSource({ queue: shipping, invoke: toFunction('shipping-notification'), concurrency }),
      new EventSource({ queue: customers, invoke: toFunction('customer-notification'), concurrency }),
      new EventSource({
        queue: webhooks,
        invoke: async (event, environment) => this.deliverWebhook(event, environment),
        concurrency,
        batchSize: 1,
      }),
      new EventSource({ queue: charges, invoke: async (event) => this.provider.take(event) }),
      new EventSource({ queue: parcels, invoke: async (event) => this.warehouse.take(event) }),
    );
  }

  /**
   * Waits until all queues are empty and no outbox message is pending. Messages of a dead process are delivered by the
   * scheduled relay.
   */
  async settle(
    withinMs: number = 600_000,
    kinds: readonly ('mail' | 'publish')[] = ['mail', 'publish'],
  ): Promise<void> {
    const end = performance.now() + withinMs;
    for (let round = 0; ; round += 1) {
      const left = Object.entries(this.queues)
        .map(([name, { length }]) => `${name} ${length}`)
        .join(', ');
      await until(
        () => this.idle,
        `empty queues (${left}); ${this.functions.troubles.slice(-3).join('\n')}`,
        Math.max(1, end - performance.now()),
      );
      const open = await Promise.all(kinds.map(async (kind) => this.checks.pendingMessages(kind)));
      if (open.every((count) => count === 0)) return;
      if (performance.now() > end) {
        throw new Error(
          `outbox messages are still pending: ${kinds.join()} ${open.join()}\n` +
            `${this.functions.troubles.slice(-3).join('\n')}`,
        );
      }
      for (const kind of kinds) await this.checks.moveDueTimes(kind, 400);
      await this.redeliverOrder();
      await sleep(50);
    }
  }

  /** Redelivers a processed order: nothing happens to it, but the relay runs. */
  async redeliverOrder(): Promise<void> {
    const [order] = await this.checks.rows<{ id: string; product_id: string }>(
      'select orders.id as id, order_line.product_id as product_id ' +
        'from orders join order_line on order_line.order_id = orders.id limit 1',
    );
    await this.functions
      .invoke('order-processing', sqsEvent([orderFor(order.product_id, { orderId: order.id })]), 0)
      .catch(() => undefined);
  }

  async stop(): Promise<void> {
    await Promise.all(this.sources.map(async (source) => source.stop()));
    await this.functions.stop();
    await this.cloud.close();
  }

  private get idle(): boolean {
    return this.sources.every(({ idle }) => idle);
  }

  private async deliverWebhook(event: SQSEvent, environment: number): Promise<SQSBatchResponse> {
    const [record] = event.Records;
    const accepted = await ProviderStandIn.webhook(record, async (request) =>
      this.functions.invoke<ALBResult>('payment-verification', request, environment),
    );
    return { batchItemFailures: accepted ? [] : [{ itemIdentifier: record.messageId }] };
  }
}

export function orderFor(
  productId: string,
  { orderId, quantity = 1, email }: { orderId: string; quantity?: number; email?: string },
): OrderMessage {
  return {
    orderId,
    email: email ?? `buyer-${orderId.toLowerCase()}@example.com`,
    currency: 'EUR',
    address: { name: 'Ada Lovelace', line1: 'Main Street 1', postalCode: '10115', city: 'Berlin', country: 'DE' },
    lines: [{ productId, quantity }],
    accessToken: newAccessToken(),
  };
}
