import { CachedCatalogue, CatalogueReads } from './cached-catalogue';
import { NoCache } from './no-cache';
import { ReadThrough } from './read-through';
import { Cache } from '../../ports/cache';

import { Store } from '../../ports/store';

/** Goes up when what is kept in the cache changes its shape. */
const CACHED_SCHEMA = 1;

const NO_COPIES: CatalogueReads = { read: async (_, load) => load(), invalidate: async () => undefined };

export function openCatalogue(store: Store, cache: Cache): CachedCatalogue {
  return new CachedCatalogue(
    store.read.catalogue,
    cache instanceof NoCache ? NO_COPIES : new ReadThrough({ cache, schema: CACHED_SCHEMA }),
  );
}
