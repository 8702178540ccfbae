/** Takes orders from the order queue: reserves their stock or rejects them. */
import { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { processBatch } from './batch';
import { createRuntime, lazily, Runtime } from './runtime';
import { createMailer } from './runtime-mailer';
import { createPublisher } from './runtime-publisher';
import { log } from '../adapters/log';
import { OutboxRelay } from '../adapters/outbox-relay';
import { expireOverdue } from '../domain/expire-orders';
import { parseOrderMessage } from '../domain/order-message';
import { placeOrder } from '../domain/place-order';

export interface OrderProcessing extends Runtime {
  readonly relay: OutboxRelay;
}

export const createHandler = (dependencies: () => OrderProcessing) => async (event: SQSEvent): Promise<SQSBatchResponse> => {
  const { store, migrations, relay, clock, config } = dependencies();
  await expire(dependencies());
  const response = await processBatch(event, migrations, async (record) => {
    const message = parseOrderMessage(record.body);
    const result = await placeOrder(store, message, { now: clock.now(), shopName: config.shopName });
    log.info('order processed', { event: `order.${result.outcome}`, orderId: message.orderId, ...result });
  });
  // Where no order could be placed, nothing can be sent either.
  if (response.batchItemFailures.length < event.Records.length) await relay.run();
  return response;
};

/** First, because unpaid orders hold stock that these customers may want; never a reason to fail. */
async function expire({ store, clock }: Runtime): Promise<void> {
  try {
    const expired = await expireOverdue(store, clock.now());
    if (expired > 0) log.info('orders expired', { event: 'order.expired', count: expired });
  } catch (error) {
    log.warn('expiry stopped early', { error });
  }
}

export const handler = createHandler(lazily(() => {
  const runtime = createRuntime();
  const { store, config } = runtime;
  const relay = new OutboxRelay({
    store,
    publisher: createPublisher(config.topics),
    mailer: createMailer(config.mail),
    kinds: config.topics?.stock === undefined ? ['mail', 'publish.orders'] : ['mail', 'publish.orders', 'publish.stock'],
  });
  return { ...runtime, relay };
}));
