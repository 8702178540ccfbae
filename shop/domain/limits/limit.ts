export interface Limit {
  /** Names what is counted, such as `sign-in account`. */
  readonly name: string;
  /** Identifies who is counted: an account, an address, a session. */
  readonly of: string;
  /** The largest sum of amounts in any window. */
  readonly most: number;
  readonly minutes: number;
}

/** A limit and what one request adds to it. */
export interface Consumption extends Limit {
  /** 1 when absent. */
  readonly amount?: number;
}
