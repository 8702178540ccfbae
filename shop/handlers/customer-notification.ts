/**
 * Function that subscribes to all three topics and mails the customers concerned. It also receives the events of SES
 * about the mails.
 */
import { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { processBatch } from './batch';
import { createMailer } from './composition/mailer';
import { observed } from './composition/observed';
import { openAccessCopies } from './composition/order-access';
import { createRuntime, lazily, Runtime } from './composition/runtime';
import { FUNCTIONS } from '../../src/contract/functions';
import { METRICS } from '../../src/contract/metrics';
import { readMailEvent } from '../adapters/mail/mail-events';
import { log } from '../adapters/telemetry/log';
import { noMetrics } from '../adapters/telemetry/no-metrics';
import { handleMailEvent } from '../application/mails/mail-events';
import { notifyCustomer } from '../application/mails/notify-customer';
import { OutboxRelay } from '../application/outbox/outbox-relay';
import { MailEvent } from '../domain/mails/mail-event';
import { parseNotification } from '../domain/notifications';
import { marketingMails } from '../presentation/mails/marketing-mails';
import { orderMails } from '../presentation/mails/order-mails';
import { stockMails } from '../presentation/mails/stock-mails';

/** Dependencies of the function. */
export interface CustomerNotification extends Runtime {
  readonly relay: OutboxRelay;
}

/** Creates the handler; tests inject its dependencies. */
export const createHandler =
  (dependencies: () => CustomerNotification) =>
  async (event: SQSEvent): Promise<SQSBatchResponse> => {
    const notification = dependencies();
    let news = 0;
    const response = await processBatch(event, notification.migrations, async ({ body }) => {
      const mailEvent = readMailEvent(body);
      if (mailEvent) return follow(notification, mailEvent);
      await notify(notification, body);
      news += 1;
    });
    // An event about a mail never leads to another mail.
    if (news > 0) await notification.relay.run();
    return response;
  };

async function notify(
  { store, config, clock, metrics = noMetrics }: CustomerNotification,
  body: string,
): Promise<void> {
  const news = parseNotification(body);
  const result = await notifyCustomer(store, news, {
    now: clock.now(),
    mails: { orders: orderMails(config), stock: stockMails(config), marketing: marketingMails(config) },
    operator: config.mail?.operator,
  });
  if (result.outcome === 'dropped') metrics.add(METRICS.mailsDropped, 1, { reason: result.reason });
  if (result.outcome !== 'ignored') log.info('notification', { event: news.kind, eventId: news.eventId, ...result });
}

async function follow({ store, metrics = noMetrics }: CustomerNotification, event: MailEvent): Promise<void> {
  const result = await handleMailEvent(store, event);
  if (event.kind === 'other') log.info('mail event ignored', { event: 'mail.other', what: event.what });
  if (event.kind !== 'bounced' && event.kind !== 'complained') return;
  if (result.outcome === 'done') metrics.add(METRICS.mailsUndeliverable, 1, { reason: event.kind });
  log.warn('mail undeliverable', { event: `mail.${event.kind}`, feedbackId: event.id, ...result });
}

export const handler = observed(
  FUNCTIONS.customerNotification.name,
  createHandler(
    lazily(() => {
      const runtime = createRuntime();
      const { store, config, metrics } = runtime;
      const access = openAccessCopies(config.orderAccess);
      return {
        ...runtime,
        relay: new OutboxRelay({ store, log, metrics, access, mailer: createMailer(config.mail), kinds: ['mail'] }),
      };
    }),
  ),
);
