/**
 * Function that the schedule invokes every minute. Each task processes all pending work, so a missed invocation loses
 * nothing.
 */
import type { Context } from 'aws-lambda';
import { noMetrics } from '../adapters/telemetry/no-metrics';
import { StoreError } from '../application/store-error';
import { OutboxMessageKind } from '../domain/outbox-message';
import { openCachedParts } from './composition/cached-parts';
import { createMailer } from './composition/mailer';
import { observed } from './composition/observed';
import { openAccessCopies } from './composition/order-access';
import { createPublisher } from './composition/publisher';
import { createRuntime, lazily, Runtime } from './composition/runtime';
import { EVENTS } from '../../src/contract/events';
import { FUNCTIONS } from '../../src/contract/functions';
import { METRICS } from '../../src/contract/metrics';
import { VARIABLES } from '../../src/contract/variables';
import { openCache } from '../adapters/cache/open-cache';
import { knownProviders } from '../adapters/payment/providers';
import { log } from '../adapters/telemetry/log';
import { cleanUp } from '../application/clean-up';
import { remindAbandonedCarts } from '../application/marketing/abandoned-carts';
import { announceOffers } from '../application/marketing/announce-offers';
import { expireOverdue } from '../application/orders/expire-orders';
import { packDelayed } from '../application/orders/ship-order';
import { OutboxRelay } from '../application/outbox/outbox-relay';
import { needsPerson, reconcile } from '../application/payments/reconcile';
import { dueTasks, TaskName } from '../domain/schedule';
import { InvalidInput } from '../domain/validation';
import { PaymentProvider } from '../ports/payment-provider';
import { marketingMails } from '../presentation/mails/marketing-mails';

/** Dependencies of the function. */
export interface ScheduledTasks extends Runtime {
  /** Delivers outbox messages of every kind. */
  readonly relay: OutboxRelay;
  /** Providers that payments may belong to; those that support queries are queried. */
  readonly providers: readonly PaymentProvider[];
}

/** Event of EventBridge; the function reads only its time. */
export interface ScheduledTasksEvent {
  readonly time: string;
}

/** Less than half of the minute between two invocations, so that the other tasks have time. */
const EXPIRY_MS = 25_000;
const RELAY_MS = 20_000;
const SHORTEST_RELAY_MS = 5_000;

/**
 * Time at the end of an invocation that stays free, because the last message may take as long as its slowest service.
 */
const RESERVE_MS = 10_000;

/** Creates the handler; tests inject its dependencies. */
export const createHandler =
  (dependencies: () => ScheduledTasks) =>
  async (event: ScheduledTasksEvent, context?: Pick<Context, 'getRemainingTimeInMillis'>): Promise<void> => {
    const shop = dependencies();
    const failed: TaskName[] = [];
    let schema = false;
    for (const name of dueTasks(readTime(event.time))) {
      try {
        await TASKS[name](shop, context);
      } catch (error) {
        failed.push(name);
        schema ||= error instanceof StoreError && error.problem === 'schema';
        log.error('task failed', { event: 'task.failed', task: name, error });
      }
    }
    if (schema) await shop.migrations.request();
    // Thrown after all tasks have run. The invocation fails, so that its alarm is raised.
    if (failed.length > 0) throw new Error(`tasks failed: ${failed.join(', ')}: their errors are in the log`);
  };

type Task = (shop: ScheduledTasks, context?: Pick<Context, 'getRemainingTimeInMillis'>) => Promise<void>;

const TASKS: Readonly<Record<TaskName, Task>> = {
  'expire-orders': async ({ store, clock, config, providers, metrics = noMetrics }) => {
    const end = Date.now() + EXPIRY_MS;
    const result = await expireOverdue(store, clock.now(), {
      providers,
      holdingMs: config.orders.holdingMs,
      goOn: () => Date.now() < end,
    });
    if (result.expired > 0) metrics.add(METRICS.ordersExpired, result.expired);
    if (result.expired + result.paid + result.waiting > 0) {
      log.info('orders expired', { event: EVENTS.orderExpired, ...result });
    }
  },
  'pack-delayed': async ({ store, clock, config }) => {
    const packed = await packDelayed(store, {
      now: clock.now(),
      deliveryChangeDelayMs: config.orders.deliveryChangeDelayMs,
    });
    if (packed > 0) log.info('delayed orders packed', { event: 'orders.packed', packed });
  },
  reconcile: async ({ store, clock, providers, metrics = noMetrics }) => {
    const findings = await reconcile(store, { now: clock.now(), providers });
    for (const finding of findings) {
      metrics.add(METRICS.reconcilerFindings, finding.count, {
        class: finding.class,
        repaired: String(finding.repaired),
      });
      log[finding.repaired ? 'warn' : 'error']('reconciler finding', { event: 'reconciler.finding', ...finding });
    }
    const left = findings.filter(needsPerson);
    // The alarm of failed invocations stays on until a person has solved the findings.
    if (left.length > 0) {
      throw new Error(`${left.length} findings must be solved by a person, the first one is ${left[0].class}`);
    }
  },
  'remind-carts': async ({ store, clock, config, metrics = noMetrics }) => {
    const { abandoned, reminded, dropped } = await remindAbandonedCarts(store, {
      now: clock.now(),
      mails: marketingMails(config),
      shopUrl: config.shopUrl,
    });
    if (abandoned === 0) return;
    metrics.add(METRICS.cartsAbandoned, abandoned);
    for (const [reason, count] of Object.entries(dropped)) metrics.add(METRICS.mailsDropped, count, { reason });
    log.info('carts abandoned', { event: 'carts.abandoned', abandoned, reminded, dropped });
  },
  'announce-offers': async ({ store, clock, config, metrics = noMetrics }) => {
    const { announced, finished, dropped } = await announceOffers(store, { now: clock.now(), shopUrl: config.shopUrl });
    if (announced > 0 || finished.length > 0) {
      log.info('offers announced', { event: 'offers.announced', announced, finished });
    }
    if (dropped.length === 0) return;
    metrics.add(METRICS.mailsDropped, dropped.length, { reason: 'no shop address' });
    log.warn('offers dropped', {
      event: 'offers.dropped',
      dropped,
      reason: `without the shop's address no mail can have an unsubscribe link: set ${VARIABLES.shop.url}`,
    });
  },
  'clean-up': async ({ store, clock }) => {
    const removed = await cleanUp(store, clock.now());
    if (Object.values(removed).some((count) => count > 0)) log.info('cleaned up', { event: 'clean-up', ...removed });
  },
  relay: async ({ relay }, context) => {
    const left = (context?.getRemainingTimeInMillis() ?? Infinity) - RESERVE_MS;
    const { sent, failed } = await relay.run(Math.max(SHORTEST_RELAY_MS, Math.min(RELAY_MS, left)));
    if (sent + failed > 0) log.info('outbox messages delivered', { event: 'relay', sent, failed });
  },
};

function readTime(value: unknown): Date {
  const time = new Date(typeof value === 'string' ? value : NaN);
  if (Number.isNaN(time.getTime())) {
    throw new InvalidInput('time', 'must be the time of the event, such as 2026-11-23T02:40:00Z');
  }
  return time;
}

const KINDS: readonly OutboxMessageKind[] = ['mail', 'invalidate', 'publish.orders', 'publish.stock', 'publish.offers'];

export const handler = observed(
  FUNCTIONS.scheduledTasks.name,
  createHandler(
    lazily(() => {
      const runtime = createRuntime();
      const { store, config, clock, metrics } = runtime;
      const cache = openCache(config.cache);
      const { forget } = openCachedParts({ store, cache, clock, config });
      const relay = new OutboxRelay({
        store,
        log,
        metrics,
        publisher: createPublisher(config.topics),
        mailer: createMailer(config.mail),
        access: openAccessCopies(config.orderAccess),
        invalidate: forget,
        kinds: KINDS,
      });
      return { ...runtime, relay, providers: knownProviders() };
    }),
  ),
);
