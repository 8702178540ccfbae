import { CachedCatalogue, CatalogueReads } from './cached-catalogue';
import { NoCache } from './no-cache';
import { ReadThrough } from './read-through';
import { Cache } from '../../ports/cache';
import { Store } from '../../ports/store';

/** Changes when the format of cached data changes. */
const CACHED_SCHEMA = 1;

const NO_COPIES: CatalogueReads = { read: async (_, load) => load(), invalidate: async () => undefined };

/**
 * Returns the catalogue for visitors.
 *
 * @param cache - a `NoCache` also disables the copies in this process
 */
export function openCatalogue(store: Store, cache: Cache): CachedCatalogue {
  return new CachedCatalogue(
    store.read.catalogue,
    cache instanceof NoCache ? NO_COPIES : new ReadThrough({ cache, schema: CACHED_SCHEMA }),
  );
}
