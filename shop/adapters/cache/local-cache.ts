import { Cache } from '../../ports';

interface Entry {
  readonly value: string;
  readonly until: number;
}

/** A map with a time to live: for a laptop, and for a shop without a cache. Bounded, so that no search fills the memory. */
export class LocalCache implements Cache {
  private readonly entries = new Map<string, Entry>();

  constructor(private readonly maxEntries: number = 1_000, private readonly now: () => number = Date.now) {}

  async get(key: string): Promise<string | undefined> {
    const entry = this.entries.get(key);
    if (entry && entry.until <= this.now()) {
      this.entries.delete(key);
      return undefined;
    }
    return entry?.value;
  }

  async set(key: string, value: string, ttlSeconds: number): Promise<void> {
    this.store(key, value, this.now() + ttlSeconds * 1_000);
  }

  async increment(key: string): Promise<number> {
    const next = Number(this.entries.get(key)?.value ?? 0) + 1;
    this.store(key, String(next), Infinity);
    return next;
  }

  async close(): Promise<void> {
    this.entries.clear();
  }

  private store(key: string, value: string, until: number): void {
    // Deleted first, so that a written key is the youngest in the map's order and the oldest goes.
    this.entries.delete(key);
    this.entries.set(key, { value, until });
    if (this.entries.size > this.maxEntries) {
      const [oldest] = this.entries.keys();
      this.entries.delete(oldest);
    }
  }
}
