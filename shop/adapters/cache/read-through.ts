import { ConcurrencyLimit } from '../../application/limits/concurrency-limit';
import { Cache } from '../../ports/cache';

/** Options of `ReadThrough`. */
export interface ReadThroughOptions {
  readonly cache: Cache;
  /**
   * Part of every key. A release that changes the stored format changes it, so that old and new servers do not read
   * each other's copies.
   */
  readonly schema: number;
  readonly ttlSeconds?: number;
  readonly localMs?: number;
  readonly maxInFlight?: number;
  readonly random?: () => number;
  readonly now?: () => number;
}

/** Identifies a cached value. */
export interface ReadKey {
  readonly kind: string;
  readonly id: string;
  /** The scope's version is part of the key: invalidating the scope makes all its copies unreachable. */
  readonly scope: string;
}

interface LocalCopy {
  readonly value: unknown;
  readonly until: number;
}

const MAX_LOCAL_COPIES = 500;

/**
 * Reads of the catalogue. The value comes from a copy in this process (for one second), else from the shared cache (for
 * one minute), else from the database, with a limited number of queries at once.
 */
export class ReadThrough {
  private readonly inFlight = new Map<string, Promise<unknown>>();
  private readonly local = new Map<string, LocalCopy>();
  private readonly loads: ConcurrencyLimit;
  private readonly now: () => number;

  constructor(private readonly options: ReadThroughOptions) {
    this.loads = new ConcurrencyLimit(options.maxInFlight ?? 4);
    this.now = options.now ?? Date.now;
  }

  /**
   * Returns a value. `load` runs at most once at a time for each key. An undefined result is not cached, so that
   * requests for invented ids cannot fill the cache.
   */
  async read<T>(key: ReadKey, load: () => Promise<T>): Promise<T> {
    const name = `${key.kind}:${encodeURIComponent(key.id)}`;
    const copy = this.local.get(name);
    if (copy && this.now() < copy.until) {
      return copy.value as T;
    }
    const running =
      this.inFlight.get(name) ?? this.readShared(name, key.scope, load).finally(() => this.inFlight.delete(name));
    this.inFlight.set(name, running);
    return running as Promise<T>;
  }

  /** Makes every shared copy of the scope unreachable. Copies in this process expire after a second. */
  async invalidate(scope: string): Promise<void> {
    await this.options.cache.increment(this.versionKey(scope));
  }

  private async readShared<T>(name: string, scope: string, load: () => Promise<T>): Promise<T> {
    const { cache, schema, ttlSeconds = 60, random = Math.random } = this.options;
    const version = (await cache.get(this.versionKey(scope))) ?? '0';
    const key = `v${schema}:${name}:${version}`;
    const stored = parse(await cache.get(key));
    if (stored) {
      return this.keepLocal(name, stored.value as T);
    }
    const value = await this.loads.run(load);
    if (value !== undefined) {
      // Jitter, so that copies that were written together do not expire together. Not awaited: the value is known.
      void cache.set(key, JSON.stringify({ value }), ttlSeconds * (0.9 + 0.2 * random()));
    }
    return this.keepLocal(name, value);
  }

  private keepLocal<T>(name: string, value: T): T {
    if (value !== undefined) {
      this.local.delete(name);
      this.local.set(name, { value, until: this.now() + (this.options.localMs ?? 1_000) });
      if (this.local.size > MAX_LOCAL_COPIES) {
        const [oldest] = this.local.keys();
        this.local.delete(oldest);
      }
    }
    return value;
  }

  private versionKey(scope: string): string {
    return `v${this.options.schema}:version:${scope}`;
  }
}

/** Another release or a person may have written the copy, so one that cannot be parsed counts as a miss. */
function parse(text: string | undefined): { readonly value: unknown } | undefined {
  if (text === undefined) {
    return undefined;
  }
  try {
    const parsed: unknown = JSON.parse(text);
    return typeof parsed === 'object' && parsed !== null && 'value' in parsed ? parsed : undefined;
  } catch {
    return undefined;
  }
}
