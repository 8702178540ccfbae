import { createHash } from 'crypto';
import { isIP } from 'net';
import { FastifyRequest } from 'fastify';
import { Storefront } from './storefront';

export interface Limit {
  /** What is counted, such as `sign-in account`. */
  readonly name: string;
  /** Whose tries these are. */
  readonly of: string;
  readonly tries: number;
  readonly minutes: number;
}

const MAXIMUM_COUNTS = 20_000;

/** Counts tries in windows of time: for all servers in the cache, and in this process for when the cache is away or empty. */
export class Limits {
  private readonly counts = new Map<string, number>();

  constructor(private readonly shop: Pick<Storefront, 'cache' | 'clock'>) {}

  /** Counts one try of each; when one was too many, the seconds until the next is allowed. */
  async exceeded(...limits: readonly Limit[]): Promise<number | undefined> {
    const waits = await Promise.all(limits.map(async (limit) => this.count(limit)));
    const longest = Math.max(0, ...waits);
    return longest > 0 ? longest : undefined;
  }

  /** Whoever has succeeded starts anew: only tries in a row are suspicious. */
  async forgive(limit: Limit): Promise<void> {
    const { key, seconds } = this.window(limit);
    this.counts.delete(key);
    await this.shop.cache.set(key, '0', seconds);
  }

  private async count(limit: Limit): Promise<number> {
    const { key, seconds, secondsLeft } = this.window(limit);
    const made = Math.max(this.countHere(key), await this.countShared(key, seconds));
    return made > limit.tries ? secondsLeft : 0;
  }

  private window({ name, of, minutes }: Limit): { readonly key: string; readonly seconds: number; readonly secondsLeft: number } {
    const seconds = minutes * 60;
    const now = this.shop.clock.now().getTime() / 1_000;
    const window = Math.floor(now / seconds);
    // Hashed: who tried to sign in is nothing for the cache to know.
    const key = `v1:tries:${createHash('sha256').update(`${name}\n${of}`).digest('base64url')}:${window}`;
    return { key, seconds, secondsLeft: Math.ceil((window + 1) * seconds - now) };
  }

  private countHere(key: string): number {
    const made = (this.counts.get(key) ?? 0) + 1;
    this.counts.delete(key);
    this.counts.set(key, made);
    if (this.counts.size > MAXIMUM_COUNTS) {
      const [oldest] = this.counts.keys();
      this.counts.delete(oldest);
    }
    return made;
  }

  /** Counting alone would keep the key for ever, so it is made with an end first. Two at once may then count as one: the count here does not. */
  private async countShared(key: string, seconds: number): Promise<number> {
    const { cache } = this.shop;
    if (await cache.get(key) === undefined) await cache.set(key, '0', seconds);
    return await cache.increment(key) ?? 0;
  }
}

/** The visitor's address as the edge saw it; of IPv6 the part that one customer of a network has. Undefined where no edge tells: nobody is then limited by it. */
export function addressOf({ addressHeader }: Pick<Storefront, 'addressHeader'>, request: FastifyRequest): string | undefined {
  const value = addressHeader === undefined ? undefined : request.headers[addressHeader];
  if (typeof value !== 'string') return undefined;
  const address = value.trim();
  const version = isIP(address);
  if (version === 4) return address;
  return version === 6 ? networkOf(address) : undefined;
}

/** The first 64 bits. */
function networkOf(address: string): string {
  const [head, tail] = address.toLowerCase().split('::');
  const before = head === '' ? [] : head.split(':');
  const after = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = Array<string>(Math.max(0, 8 - before.length - after.length)).fill('0');
  return [...before, ...zeros, ...after].slice(0, 4).map((part) => parseInt(part, 16).toString(16)).join(':');
}

/** The limit of an address, when it is known. */
export function byAddress(shop: Pick<Storefront, 'addressHeader'>, request: FastifyRequest, limit: Omit<Limit, 'of'>): readonly Limit[] {
  const of = addressOf(shop, request);
  return of === undefined ? [] : [{ ...limit, of }];
}
