/** A visitor's address as limits count it. */
import { isIP } from 'net';
import { Limit } from './limit';

/**
 * The multiple of a visitor's limit that all visitors of unknown address together have. A shop
 * without an edge rarely has more than twenty visitors who do the same costly thing within one window; and no limit
 * that is multiplied by it comes near to what guessing a code or filling the database takes.
 */
export const UNKNOWN_FACTOR = 20;

export interface VisitorAddress {
  /** The address; of IPv6 its first 64 bits, which one customer of a network has. */
  readonly address: string;
  /**
   * The network around it: the first 24 bits of IPv4, the first 48 of IPv6, the smallest blocks that are given to an
   * organization.
   */
  readonly network: string;
}

/** Reads the header that the edge writes; undefined where there is none, or something else in it. */
export function readVisitorAddress(value: unknown): VisitorAddress | undefined {
  if (typeof value !== 'string') return undefined;
  const text = value.trim().replace(/^::ffff:(?=\d+\.\d+\.\d+\.\d+$)/i, '');
  const version = isIP(text);
  if (version === 4) return { address: text, network: text.replace(/\.\d+$/, '') };
  return version === 6 ? { address: firstGroups(text, 4), network: firstGroups(text, 3) } : undefined;
}

/** The limit for this address; visitors whose address is unknown are counted together, with a larger limit. */
export function byAddress(visitor: VisitorAddress | undefined, limit: Omit<Limit, 'of'>): Limit {
  if (visitor) return { ...limit, of: visitor.address };
  return { ...limit, of: 'unknown', most: limit.most * UNKNOWN_FACTOR };
}

/** So many groups of 16 bits each. */
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
