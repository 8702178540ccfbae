/** Rate limits: how much one visitor may do within a rolling window of time. */
import { createHash } from 'crypto';
import { Consumption, Limit } from '../../domain/limits/limit';
import { Cache } from '../../ports/cache';
import { Clock } from '../../ports/clock';

/** Record of a counted consumption, with which any process can release it later. */
export interface Receipt {
  readonly key: string;
  readonly amount: number;
  /** Milliseconds since 1970 after which it no longer counts. */
  readonly until: number;
}

/** Either all consumptions were counted, or none, with the seconds after which to try again. */
export type ConsumeResult =
  { readonly receipts: readonly Receipt[] } | { readonly refused: Consumption; readonly waitSeconds: number };

/**
 * Parts of a window. The current part and the four before it are counted. So every window of the full length is
 * covered, and no boundary allows twice the number. In return, an old consumption may count for up to a quarter of the
 * window longer.
 */
const PARTS = 4;

const MAXIMUM_COUNTS = 50_000;

interface Count {
  readonly value: number;
  readonly until: number;
}

/**
 * Counts in the cache, for all servers together. Also counts in this process, for times when the cache is unavailable.
 */
export class Limits {
  private readonly counts = new Map<string, Count>();

  constructor(private readonly outside: { readonly cache: Cache; readonly clock: Clock }) {}

  /** Counts all consumptions, or none if one of them would exceed its limit: a refused request costs nothing. */
  async consume(consumptions: readonly Consumption[]): Promise<ConsumeResult> {
    const now = this.outside.clock.now().getTime();
    const results = await Promise.all(consumptions.map(async (consumption) => this.count(consumption, now)));
    const receipts = results.map(({ receipt }) => receipt);
    const worst = results.reduce<Counted | undefined>(
      (longest, each) => (each.waitSeconds > (longest?.waitSeconds ?? 0) ? each : longest),
      undefined,
    );
    if (!worst) return { receipts };
    await this.release(receipts);
    return { refused: worst.consumption, waitSeconds: worst.waitSeconds };
  }

  /** Returns the seconds to wait when a consumption exceeds its limit; undefined when all were counted. */
  async exceeded(...consumptions: readonly Consumption[]): Promise<number | undefined> {
    const taken = await this.consume(consumptions);
    return 'refused' in taken ? taken.waitSeconds : undefined;
  }

  /** Removes counted consumptions, such as those of an order that was paid. */
  async release(receipts: readonly Receipt[]): Promise<void> {
    const now = this.outside.clock.now().getTime();
    await Promise.all(
      receipts
        .filter(({ until }) => until > now)
        .map(async ({ key, amount, until }) => {
          this.countHere(key, -amount, until, now);
          await this.outside.cache.add(key, -amount, Math.ceil((until - now) / 1_000));
        }),
    );
  }

  /** Removes everything counted for a limit, such as the failed attempts before a successful one. */
  async forget(limit: Limit): Promise<void> {
    const { keys, seconds } = windowOf(limit, this.outside.clock.now().getTime());
    await Promise.all(
      keys.map(async (key) => {
        this.counts.delete(key);
        await this.outside.cache.set(key, '0', seconds);
      }),
    );
  }

  private async count(consumption: Consumption, now: number): Promise<Counted> {
    const { keys, partMs, seconds, until } = windowOf(consumption, now);
    const [key, ...earlier] = keys;
    const { amount = 1 } = consumption;
    // Counted before the first `await`: two requests at once cannot both be the last one within the limit.
    const here = [this.countHere(key, amount, until, now), ...earlier.map((each) => this.countOf(each, now))];
    const [shared, ...before] = await Promise.all([
      this.outside.cache.add(key, amount, seconds),
      ...earlier.map(async (each) => Number((await this.outside.cache.get(each)) ?? 0)),
    ]);
    const parts = shared === undefined ? here : [shared, ...before.map((value) => value ?? 0)];
    return {
      consumption,
      receipt: { key, amount, until },
      waitSeconds: secondsToWait(parts, consumption, partMs, now),
    };
  }

  private countOf(key: string, now: number): number {
    const count = this.counts.get(key);
    return count && count.until > now ? count.value : 0;
  }

  private countHere(key: string, amount: number, until: number, now: number): number {
    const value = Math.max(0, this.countOf(key, now) + amount);
    // Deleted first, so that the key becomes the newest of the map and the oldest one is removed.
    this.counts.delete(key);
    this.counts.set(key, { value, until });
    if (this.counts.size > MAXIMUM_COUNTS) {
      const [oldest] = this.counts.keys();
      this.counts.delete(oldest);
    }
    return value;
  }
}

interface Counted {
  readonly consumption: Consumption;
  readonly receipt: Receipt;
  readonly waitSeconds: number;
}

/** Keys of the window's parts, the current one first. */
function windowOf({ name, of, minutes }: Limit, now: number) {
  const partMs = (minutes * 60_000) / PARTS;
  const part = Math.floor(now / partMs);
  // Hashed, because the cache must not contain addresses and e-mail addresses.
  const whose = createHash('sha256').update(`${name}\n${of}`).digest('base64url');
  return {
    keys: Array.from({ length: PARTS + 1 }, (_, back) => `v2:count:${whose}:${part - back}`),
    partMs,
    seconds: Math.ceil((partMs * (PARTS + 1)) / 1_000),
    until: (part + PARTS + 1) * partMs,
  };
}

/**
 * Returns 0 when the consumption fits. Otherwise returns the seconds until enough old parts have left the window for it
 * to fit.
 */
function secondsToWait(parts: readonly number[], { most }: Consumption, partMs: number, now: number): number {
  let sum = parts.reduce((total, part) => total + part, 0);
  if (sum <= most) return 0;
  const partsLeft =
    parts
      .slice(1)
      .reverse()
      .findIndex((part) => (sum -= part) <= most) + 1;
  const ends = (Math.floor(now / partMs) + (partsLeft === 0 ? PARTS + 1 : partsLeft)) * partMs;
  return Math.max(1, Math.ceil((ends - now) / 1_000));
}
