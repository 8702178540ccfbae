/** Follows the order topic: a paid order asks for its parcel, a dispatched parcel makes the order shipped. */
import { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { processBatch } from './batch';
import { observed } from './observed';
import { createRuntime, lazily, Runtime } from './runtime';
import { createMailer } from './runtime-mailer';
import { openAccessCopies } from './runtime-order-access';
import { createPublisher } from './runtime-publisher';
import { EVENTS } from '../../src/contract/events';
import { FUNCTIONS } from '../../src/contract/functions';
import { log } from '../adapters/log';
import { OutboxRelay } from '../adapters/outbox-relay';
import { parseNotification, readDispatch, readOrderId, ReceivedNotification } from '../domain/notifications';
import { dispatchShipment, requestShipment, ShippingResult } from '../domain/ship-order';

export interface ShippingNotification extends Runtime {
  readonly relay: OutboxRelay;
}

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
    return dispatchShipment(store, readDispatch(payload), { ...config, now: clock.now() });
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
