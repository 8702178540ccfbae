/** Rate limit: the largest sum of amounts within a rolling window. */
export interface Limit {
  /** Name of what is counted, such as `sign-in account`. */
  readonly name: string;
  /** Identifies the counted account, address or session. */
  readonly of: string;
  /** Largest sum within any window. */
  readonly most: number;
  /** Length of the window. */
  readonly minutes: number;
}

/** Amount that one request consumes of a limit. */
export interface Consumption extends Limit {
  /** @default 1 */
  readonly amount?: number;
}
