/** Rate limit of searches by one visitor, for the storefront and the store API together. */
import { byAddress, VisitorAddress } from './address';
import { Limit } from './limit';

/**
 * A person reads a list for some seconds before asking for the next one: 120 in a minute leave room for several people
 * behind one address. A robot is limited to two searches in a second, and the database may have to sort for each.
 */
const SEARCHES = { name: 'search address', most: 120, minutes: 1 };

/** Returns the search limit of this visitor; undefined is a visitor of unknown address. */
export function searchLimit(visitor: VisitorAddress | undefined): Limit {
  return byAddress(visitor, SEARCHES);
}

/**
 * True for search words and for pages after the first one. The plain first page is cached once for everyone, so it
 * costs nothing.
 *
 * @param search - words as typed; blank ones are no search
 * @param page - counts from 1
 */
export function isSearch(search: string | undefined, page: number): boolean {
  return page > 1 || (search ?? '').trim() !== '';
}
