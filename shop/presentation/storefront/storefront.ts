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

/** Services and settings that the storefront needs, equal on AWS and on a laptop. */
export interface Storefront {
  readonly shopName: string;
  /** Origin such as `https://shop.example.com`, for links in mails; absent while the shop has no domain. */
  readonly shopUrl?: string;
  readonly healthCheckPath: string;
  readonly catalogue: StorefrontCatalogue;
  readonly store: Store;
  /** Copies of sessions and carts; losing them loses no data. */
  readonly cache: Cache;
  readonly orderQueue: OrderQueue;
  /** Rate limits, counted in rolling windows. */
  readonly limits: Limits;
  readonly unpaidOrders: UnpaidOrders;
  /** Time that an order may stay unpaid, in milliseconds. */
  readonly holdingMs: number;
  /** Store of product pictures; without it none can be uploaded. */
  readonly media?: MediaStorage;
  readonly migrations: MigrationRequests;
  readonly clock: Clock;
  readonly log: Log;
  /** Delivers the outbox messages of the last commit at once, those that this process may deliver. Never throws. */
  readonly relay: () => Promise<unknown>;
  /** Returns the payment page of an order; undefined when the payment provider writes to the customer. */
  readonly paymentPageUrl: (orderId: string) => string | undefined;
  /** Takes no real money; each page has a banner that says so. */
  readonly demoPayments: boolean;
  /** False only over plain HTTP on a laptop: cookies then have neither `Secure` nor the prefix that requires it. */
  readonly secureCookies: boolean;
  /** Header in which CloudFront writes the visitor's address, in lower case. Visitors can forge all other headers. */
  readonly addressHeader?: string;
  /** Throws while the database does not have the schema of this release. */
  readonly schemaReady: () => Promise<void>;
  /** True when the server shuts down and takes no new connections. */
  readonly draining: () => boolean;
}
