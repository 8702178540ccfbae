/** Function that processes the order queue: it reserves stock for each order or rejects it. */
import { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { processBatch } from './batch';
import { createMailer } from './composition/mailer';
import { observed } from './composition/observed';
import { openAccessCopies } from './composition/order-access';
import { createPublisher } from './composition/publisher';
import { createRuntime, lazily, Runtime } from './composition/runtime';
import { FUNCTIONS } from '../../src/contract/functions';
import { METRICS } from '../../src/contract/metrics';
import { log } from '../adapters/telemetry/log';
import { noMetrics } from '../adapters/telemetry/no-metrics';
import { MANY_MAILS } from '../application/mails/mails-to-one-address';
import { placeOrder, PlaceOrderResult } from '../application/orders/place-order';
import { OutboxRelay } from '../application/outbox/outbox-relay';
import { orderLink } from '../domain/orders/order-access';
import { decodeOrderMessage } from '../domain/orders/order-message';
import { paymentPage } from '../domain/payments/payment-page';
import { Metrics } from '../ports/metrics';
import { AccessCopies } from '../ports/order-access';
import { orderMails } from '../presentation/mails/order-mails';

/** Dependencies of the function. */
export interface OrderProcessing extends Runtime {
  readonly relay: OutboxRelay;
  readonly access: AccessCopies;
}

/** Creates the handler; tests inject its dependencies. */
export const createHandler =
  (dependencies: () => OrderProcessing) =>
  async (event: SQSEvent): Promise<SQSBatchResponse> => {
    const { store, migrations, relay, access, clock, config, metrics = noMetrics } = dependencies();
    const response = await processBatch(event, migrations, async (record) => {
      const message = decodeOrderMessage(record.body);
      const result = await placeOrder(store, message, {
        now: clock.now(),
        mails: orderMails(config),
        paymentUrl: paymentUrl(config, message.orderId),
        accessCopy: await access.seal(message.orderId, message.accessToken),
        reservableShare: config.orders.reservableShare,
      });
      count(metrics, result);
      log.info('order processed', { event: `order.${result.outcome}`, orderId: message.orderId, ...result });
    });
    // When every order failed, there is nothing new to deliver.
    if (response.batchItemFailures.length < event.Records.length) await relay.run();
    return response;
  };

/**
 * Returns the link to the payment page for a mail. The demonstration's page needs the order's access token, so the link
 * leads to it through the look-up page; without an address of the shop there is no link.
 */
function paymentUrl({ shopUrl, payment }: Runtime['config'], orderId: string): string | undefined {
  const page = paymentPage(payment, orderId);
  return page?.startsWith('/') ? shopUrl && orderLink(shopUrl, orderId, true) : page;
}

function count(metrics: Metrics, result: PlaceOrderResult): void {
  if (result.outcome === 'duplicate') return;
  if (!result.mailed) metrics.add(METRICS.mailsDropped, 1, { reason: MANY_MAILS });
  if (result.outcome === 'placed') {
    metrics.add(METRICS.ordersPlaced);
    if (!result.reserved) metrics.add(METRICS.ordersUnreserved);
  }
  if (result.outcome !== 'rejected') return;
  metrics.add(METRICS.ordersRejected, 1, { reason: result.reason });
  if (result.reason === 'sold_out') metrics.add(METRICS.oversellAttempts);
}

export const handler = observed(
  FUNCTIONS.orderProcessing.name,
  createHandler(
    lazily(() => {
      const runtime = createRuntime();
      const { store, config, metrics } = runtime;
      const access = openAccessCopies(config.orderAccess);
      const relay = new OutboxRelay({
        store,
        log,
        metrics,
        access,
        publisher: createPublisher(config.topics),
        mailer: createMailer(config.mail),
        kinds:
          config.topics?.stock === undefined ? ['mail', 'publish.orders'] : ['mail', 'publish.orders', 'publish.stock'],
      });
      return { ...runtime, relay, access };
    }),
  ),
);
