/**
 * Function that subscribes to the order topic. It requests the parcel of a paid order, and marks an order as shipped
 * when the warehouse has dispatched the parcel.
 */
import { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { processBatch } from './batch';
import { createMailer } from './composition/mailer';
import { observed } from './composition/observed';
import { openAccessCopies } from './composition/order-access';
import { createPublisher } from './composition/publisher';
import { createRuntime, lazily, Runtime } from './composition/runtime';
import { EVENTS } from '../../src/contract/events';
import { FUNCTIONS } from '../../src/contract/functions';
import { log } from '../adapters/telemetry/log';
import { dispatchShipment, requestShipment, ShippingResult } from '../application/orders/ship-order';
import { OutboxRelay } from '../application/outbox/outbox-relay';
import { parseNotification, readDispatch, readOrderId, ReceivedNotification } from '../domain/notifications';
import { orderMails } from '../presentation/mails/order-mails';

/** Dependencies of the function. */
export interface ShippingNotification extends Runtime {
  readonly relay: OutboxRelay;
}

/** Creates the handler; tests inject its dependencies. */
export const createHandler =
  (dependencies: () => ShippingNotification) =>
  async (event: SQSEvent): Promise<SQSBatchResponse> => {
    const shipping = dependencies();
    const response = await processBatch(event, shipping.migrations, async (record) => {
      const news = parseNotification(record.body);
      const result = await follow(shipping, news);
      if (result !== undefined) log.info('shipping', { event: news.kind, eventId: news.eventId, result });
    });
    if (response.batchItemFailures.length < event.Records.length) await shipping.relay.run();
    return response;
  };

async function follow(
  { store, config, clock }: ShippingNotification,
  { kind, payload }: ReceivedNotification,
): Promise<ShippingResult | undefined> {
  const { deliveryChangeDelayMs } = config.orders;
  if (kind === EVENTS.orderPaid) {
    return requestShipment(store, readOrderId(payload), { now: clock.now(), deliveryChangeDelayMs });
  }
  if (kind === EVENTS.shipmentDispatched) {
    return dispatchShipment(store, readDispatch(payload), { mails: orderMails(config), now: clock.now() });
  }
  return undefined;
}

export const handler = observed(
  FUNCTIONS.shippingNotification.name,
  createHandler(
    lazily(() => {
      const runtime = createRuntime();
      const { store, config, metrics } = runtime;
      const relay = new OutboxRelay({
        store,
        log,
        metrics,
        access: openAccessCopies(config.orderAccess),
        publisher: createPublisher(config.topics),
        mailer: createMailer(config.mail),
        kinds: ['mail', 'publish.orders'],
      });
      return { ...runtime, relay };
    }),
  ),
);
