/** A store of copies that may vanish at any time: an implementation never throws, a failure is a miss. */
export interface Cache {
  get(key: string): Promise<string | undefined>;
  set(key: string, value: string, ttlSeconds: number): Promise<void>;
  /** Adds one and returns the new number, or undefined when the cache is away. */
  increment(key: string): Promise<number | undefined>;
  /**
   * Adds to a number that ends so many seconds after it was last added to; returns the new number, or undefined when
   * the cache is unavailable.
   */
  add(key: string, amount: number, ttlSeconds: number): Promise<number | undefined>;
  close(): Promise<void>;
}
