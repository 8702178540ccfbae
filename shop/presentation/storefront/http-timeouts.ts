/** Limits for requests that arrive slowly, in milliseconds, under the names that Node gives them. */
export interface HttpTimeouts {
  /** From the connection, or from the end of the request before, to the end of the headers. */
  readonly headersTimeout: number;
  /** The same start, to the end of the body. */
  readonly requestTimeout: number;
  /** Time between two checks for connections over a limit. Node's default is 30 seconds. */
  readonly connectionsCheckingInterval: number;
}

/** Default limits: a form of 16 KiB arrives in time at 10 kbit/s. */
export const HTTP_TIMEOUTS: HttpTimeouts = {
  headersTimeout: 10_000,
  requestTimeout: 15_000,
  connectionsCheckingInterval: 5_000,
};
