/** Takes orders from the order queue: reserves their stock or rejects them. */
import { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { processBatch } from './batch';
import { observed } from './observed';
import { createRuntime, lazily, Runtime } from './runtime';
import { createMailer } from './runtime-mailer';
import { createPublisher } from './runtime-publisher';
import { log } from '../adapters/log';
import { OutboxRelay } from '../adapters/outbox-relay';
import { parseOrderMessage } from '../domain/order-message';
import { paymentPage } from '../domain/payment-page';
import { placeOrder, PlaceOrderResult } from '../domain/place-order';
import { Metrics, noMetrics } from '../ports/metrics';

export interface OrderProcessing extends Runtime {
  readonly relay: OutboxRelay;
}

export const createHandler = (dependencies: () => OrderProcessing) => async (event: SQSEvent): Promise<SQSBatchResponse> => {
  const { store, migrations, relay, clock, config, metrics = noMetrics } = dependencies();
  const response = await processBatch(event, migrations, async (record) => {
    const message = parseOrderMessage(record.body);
    const context = { now: clock.now(), shopName: config.shopName, paymentUrl: paymentUrl(config, message.orderId) };
    const result = await placeOrder(store, message, context);
    count(metrics, result);
    log.info('order processed', { event: `order.${result.outcome}`, orderId: message.orderId, ...result });
  });
  // Where no order could be placed, nothing can be sent either.
  if (response.batchItemFailures.length < event.Records.length) await relay.run();
  return response;
};

/** A mail names addresses only where the shop has one of its own. */
function paymentUrl({ shopUrl, payment }: Runtime['config'], orderId: string): string | undefined {
  const page = paymentPage(payment, orderId);
  return page?.startsWith('/') ? shopUrl && `${shopUrl}${page}` : page;
}

function count(metrics: Metrics, result: PlaceOrderResult): void {
  if (result.outcome === 'placed') metrics.add('OrdersPlaced');
  if (result.outcome !== 'rejected') return;
  metrics.add('OrdersRejected', 1, { reason: result.reason });
  if (result.reason === 'sold_out') metrics.add('OversellAttempts');
}

export const handler = observed('order-processing', createHandler(lazily(() => {
  const runtime = createRuntime();
  const { store, config, metrics } = runtime;
  const relay = new OutboxRelay({
    store,
    metrics,
    publisher: createPublisher(config.topics),
    mailer: createMailer(config.mail),
    kinds: config.topics?.stock === undefined ? ['mail', 'publish.orders'] : ['mail', 'publish.orders', 'publish.stock'],
  });
  return { ...runtime, relay };
})));
