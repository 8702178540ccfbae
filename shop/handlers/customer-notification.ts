/** Follows all three topics and mails whom the news concerns. */
import { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { processBatch } from './batch';
import { createRuntime, lazily, Runtime } from './runtime';
import { createMailer } from './runtime-mailer';
import { log } from '../adapters/log';
import { OutboxRelay } from '../adapters/outbox-relay';
import { parseNotification } from '../domain/notifications';
import { notifyCustomer } from '../domain/notify-customer';

export interface CustomerNotification extends Runtime {
  readonly relay: OutboxRelay;
}

export const createHandler = (dependencies: () => CustomerNotification) => async (event: SQSEvent): Promise<SQSBatchResponse> => {
  const { store, migrations, relay, config } = dependencies();
  const context = { shopName: config.shopName, operator: config.mail?.operator };
  const response = await processBatch(event, migrations, async (record) => {
    const news = parseNotification(record.body);
    const result = await notifyCustomer(store, news, context);
    if (result.outcome !== 'ignored') log.info('notification', { event: news.kind, eventId: news.eventId, ...result });
  });
  if (response.batchItemFailures.length < event.Records.length) await relay.run();
  return response;
};

export const handler = createHandler(lazily(() => {
  const runtime = createRuntime();
  const relay = new OutboxRelay({ store: runtime.store, mailer: createMailer(runtime.config.mail), kinds: ['mail'] });
  return { ...runtime, relay };
}));
