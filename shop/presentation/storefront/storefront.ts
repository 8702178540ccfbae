import { Limits } from '../../application/limits/limits';
import { UnpaidOrders } from '../../application/limits/unpaid-orders';
import { Cache } from '../../ports/cache';
import { Clock } from '../../ports/clock';
import { Log } from '../../ports/log';

import { MediaStorage } from '../../ports/media';
import { MigrationRequests } from '../../ports/migration-requests';
import { OrderQueue } from '../../ports/order-queue';
import { Store } from '../../ports/store';
import { StorefrontCatalogue } from '../../ports/storefront-catalogue';

/** What the storefront needs of the outside. Nothing in it knows where the process runs. */
export interface Storefront {
  readonly shopName: string;
  /** Such as `https://shop.example.com`, for links in mails; absent while the shop has no address of its own. */
  readonly shopUrl?: string;
  readonly healthCheckPath: string;
  readonly catalogue: StorefrontCatalogue;
  readonly store: Store;
  /** For copies of sessions; nothing is lost with it. */
  readonly cache: Cache;
  readonly orderQueue: OrderQueue;
  /** Counts what visitors do, in rolling windows. */
  readonly limits: Limits;
  readonly unpaidOrders: UnpaidOrders;
  /** Time that an order may be unpaid. */
  readonly holdingMs: number;
  /** Pictures of sellers; absent: none can be uploaded. */
  readonly media?: MediaStorage;
  readonly migrations: MigrationRequests;
  readonly clock: Clock;
  readonly log: Log;
  /** Performs at once what a commit has left in the outbox, as far as this process may. Never throws. */
  readonly relay: () => Promise<unknown>;
  /** Where an order is paid; undefined when the provider writes to the customer itself. */
  readonly paymentPageUrl: (orderId: string) => string | undefined;
  /** No real money: a banner says so on every page. */
  readonly demoPayments: boolean;
  /** `false` only over plain HTTP on a laptop: cookies then have neither `Secure` nor the prefix that demands it. */
  readonly secureCookies: boolean;
  /** The header in which the edge tells the visitor's address, in lower case. Everything else about addresses can be invented by the visitor. */
  readonly addressHeader?: string;
  /** Throws while the database does not have the schema of this release. */
  readonly schemaReady: () => Promise<void>;
  /** From now on this server shall get no new work. */
  readonly draining: () => boolean;
}
