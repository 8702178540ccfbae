import { CachedCatalogue } from '../../adapters/cache/cached-catalogue';
import { openCatalogue } from '../../adapters/cache/open-catalogue';
import { ShopConfig } from '../../adapters/configuration/shop-config';
import { Limits } from '../../application/limits/limits';
import { UnpaidOrders } from '../../application/limits/unpaid-orders';
import { paidOrderOf } from '../../domain/limits/unpaid-scope';
import { Cache } from '../../ports/cache';
import { Clock } from '../../ports/clock';
import { Store } from '../../ports/store';

/** Parts of a process that use the cache: the catalogue, rate limits and limits of unpaid orders. */
export interface CachedParts {
  readonly catalogue: CachedCatalogue;
  readonly limits: Limits;
  readonly unpaidOrders: UnpaidOrders;
  /** Applies an `invalidate` message of the outbox. */
  readonly forget: (scope: string) => Promise<void>;
}

/** Dependencies of the cached parts. */
export interface CachedPartsOptions {
  readonly store: Store;
  readonly cache: Cache;
  readonly clock: Clock;
  readonly config: Pick<ShopConfig, 'orders'>;
}

/**
 * Creates the parts once for a process, so that all its requests share the same counters while the cache is
 * unavailable.
 */
export function openCachedParts({ store, cache, clock, config }: CachedPartsOptions): CachedParts {
  const catalogue = openCatalogue(store, cache);
  const limits = new Limits({ cache, clock });
  const { unpaidLimits, holdingMs } = config.orders;
  const unpaidOrders = new UnpaidOrders({ limits, cache, clock, unpaidLimits, holdingMs });
  const forget = async (scope: string) => {
    const orderId = paidOrderOf(scope);
    await (orderId === undefined ? catalogue.forget(scope) : unpaidOrders.settle(orderId));
  };
  return { catalogue, limits, unpaidOrders, forget };
}
