import { CachedCatalogue } from './cached-catalogue';
import { ReadThrough } from './read-through';
import { Cache } from '../../ports';
import { Store } from '../../ports/store';

/** Goes up when what is kept in the cache changes its shape. */
const CACHED_SCHEMA = 1;

export function openCatalogue(store: Store, cache: Cache): CachedCatalogue {
  return new CachedCatalogue(store.read.catalogue, new ReadThrough({ cache, schema: CACHED_SCHEMA }));
}
