/** The limit of what one visitor searches, in the storefront and in the store API together. */
import { byAddress, VisitorAddress } from './address';
import { Limit } from './limit';

/**
 * A person reads a list for some seconds before asking for the next; 120 in a minute leaves room for several people
 * behind one address. A robot is held to two searches in a second, each of which the database may have to sort.
 */
const SEARCHES = { name: 'search address', most: 120, minutes: 1 };

export function searchLimit(visitor: VisitorAddress | undefined): Limit {
  return byAddress(visitor, SEARCHES);
}

/** Words to search for and pages after the first; the plain first page is one copy for everyone. */
export function isSearch(search: string | undefined, page: number): boolean {
  return page > 1 || (search ?? '').trim() !== '';
}
