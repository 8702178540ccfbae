/** Store of copies that may disappear at any time. An implementation never throws: a failure counts as a miss. */
export interface Cache {
  get(key: string): Promise<string | undefined>;
  set(key: string, value: string, ttlSeconds: number): Promise<void>;
  /** Adds one and returns the new number; undefined when the cache is unavailable. */
  increment(key: string): Promise<number | undefined>;
  /**
   * Adds to a number and returns the sum; undefined when the cache is unavailable. The number expires `ttlSeconds`
   * after the last addition.
   */
  add(key: string, amount: number, ttlSeconds: number): Promise<number | undefined>;
  close(): Promise<void>;
}
