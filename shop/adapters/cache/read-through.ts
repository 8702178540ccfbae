import { ConcurrencyLimit } from '../../application/limits/concurrency-limit';
import { Cache } from '../../ports/cache';

export interface ReadThroughOptions {
  readonly cache: Cache;
  /** Part of every key: a release that changes what is stored changes it, so old and new servers do not read each other's copies. */
  readonly schema: number;
  readonly ttlSeconds?: number;
  readonly localMs?: number;
  readonly maxInFlight?: number;
  readonly random?: () => number;
  readonly now?: () => number;
}

export interface ReadKey {
  readonly kind: string;
  readonly id: string;
  /** Whose version is part of the key: bumping it makes all copies under it unreachable. */
  readonly scope: string;
}

interface LocalCopy {
  readonly value: unknown;
  readonly until: number;
}

const MAX_LOCAL_COPIES = 500;

/** Reads of the catalogue: a copy in this process for a second, then the shared cache for a minute, then the database, a few at a time. */
export class ReadThrough {
  private readonly inFlight = new Map<string, Promise<unknown>>();
  private readonly local = new Map<string, LocalCopy>();
  private readonly loads: ConcurrencyLimit;
  private readonly now: () => number;

  constructor(private readonly options: ReadThroughOptions) {
    this.loads = new ConcurrencyLimit(options.maxInFlight ?? 4);
    this.now = options.now ?? Date.now;
  }

  /** `load` runs at most once at a time for a key; what it finds undefined is not kept, so that invented ids fill nothing. */
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

  /** Makes every shared copy under the scope unreachable. This process's own copies live a second. */
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
      // Jitter, so that what was read together does not run out together. Not awaited: the reader has what it wanted.
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

/** What another release or a person wrote there may be anything: a copy that cannot be read is a miss. */
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
