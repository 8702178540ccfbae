/** Addresses of visitors, as rate limits count them. */
import { isIP } from 'net';
import { Limit } from './limit';

/**
 * Factor for the common limit of all visitors whose address is unknown. A shop without an edge rarely has more than
 * twenty visitors who do the same costly thing within one window. No limit that is multiplied by it comes near to what
 * guessing a code or filling the database takes.
 */
export const UNKNOWN_FACTOR = 20;

/** Address of a visitor with its network. */
export interface VisitorAddress {
  /** IPv4 address, or the first 64 bits of an IPv6 address, which a network provider assigns to one customer. */
  readonly address: string;
  /**
   * First 24 bits of an IPv4 address or first 48 of an IPv6 address: the smallest blocks that are assigned to an
   * organization.
   */
  readonly network: string;
}

/** Reads the header that the edge writes; returns undefined when it is missing or not an IP address. */
export function readVisitorAddress(value: unknown): VisitorAddress | undefined {
  if (typeof value !== 'string') return undefined;
  const text = value.trim().replace(/^::ffff:(?=\d+\.\d+\.\d+\.\d+$)/i, '');
  const version = isIP(text);
  if (version === 4) return { address: text, network: text.replace(/\.\d+$/, '') };
  return version === 6 ? { address: firstGroups(text, 4), network: firstGroups(text, 3) } : undefined;
}

/**
 * Returns the limit of this visitor's address. All visitors of unknown address share one limit, which is larger.
 *
 * @param visitor - undefined when the edge gave no address
 * @param limit - limit of a single address
 */
export function byAddress(visitor: VisitorAddress | undefined, limit: Omit<Limit, 'of'>): Limit {
  if (visitor) return { ...limit, of: visitor.address };
  return { ...limit, of: 'unknown', most: limit.most * UNKNOWN_FACTOR };
}

/** Returns the first `count` groups (16 bits each) of an IPv6 address. */
function firstGroups(address: string, count: number): string {
  const [head, tail] = address.toLowerCase().replace(/%.*$/, '').split('::');
  const before = head === '' ? [] : head.split(':');
  const after = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = tail === undefined ? [] : Array<string>(Math.max(0, 8 - before.length - after.length)).fill('0');
  return [...before, ...zeros, ...after]
    .slice(0, count)
    .map((part) => parseInt(part, 16).toString(16))
    .join(':');
}
