import { Cache } from '../../ports/cache';

interface Entry {
  readonly value: string;
  readonly until: number;
}

const MAXIMUM_NUMBERS = 50_000;

/**
 * Cache in the memory of this process, with expiry: for a laptop, and for a shop without a cache server. Its size is
 * limited, so searches cannot fill the memory.
 */
export class LocalCache implements Cache {
  private readonly entries = new Map<string, Entry>();
  /** Counters, separate from the copies, so that reading many pages cannot displace the counter of a rate limit. */
  private readonly numbers = new Map<string, Entry>();

  constructor(
    private readonly maxEntries: number = 1_000,
    private readonly now: () => number = Date.now,
  ) {}

  async get(key: string): Promise<string | undefined> {
    return this.find(this.numbers, key) ?? this.find(this.entries, key);
  }

  async set(key: string, value: string, ttlSeconds: number): Promise<void> {
    const isNumber = this.numbers.has(key);
    store(
      isNumber ? this.numbers : this.entries,
      key,
      { value, until: this.now() + ttlSeconds * 1_000 },
      isNumber ? MAXIMUM_NUMBERS : this.maxEntries,
    );
  }

  async increment(key: string): Promise<number> {
    const next = Number(this.entries.get(key)?.value ?? 0) + 1;
    store(this.entries, key, { value: String(next), until: Infinity }, this.maxEntries);
    return next;
  }

  async add(key: string, amount: number, ttlSeconds: number): Promise<number> {
    const next = Number(this.find(this.numbers, key) ?? 0) + amount;
    store(this.numbers, key, { value: String(next), until: this.now() + ttlSeconds * 1_000 }, MAXIMUM_NUMBERS);
    return next;
  }

  async close(): Promise<void> {
    this.entries.clear();
    this.numbers.clear();
  }

  private find(entries: Map<string, Entry>, key: string): string | undefined {
    const entry = entries.get(key);
    if (entry && entry.until <= this.now()) {
      entries.delete(key);
      return undefined;
    }
    return entry?.value;
  }
}

function store(entries: Map<string, Entry>, key: string, entry: Entry, maximum: number): void {
  // Deleted first, so that the key becomes the newest of the map and the oldest one is removed.
  entries.delete(key);
  entries.set(key, entry);
  if (entries.size > maximum) {
    const [oldest] = entries.keys();
    entries.delete(oldest);
  }
}
