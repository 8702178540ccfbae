/** Limits of a server for requests that arrive slowly, in milliseconds, under the names that Node gives them. */
export interface HttpTimeouts {
  /** From the connection, or from the end of the request before, to the end of the headers. */
  readonly headersTimeout: number;
  /** The same to the end of the body. */
  readonly requestTimeout: number;
  /** The time between two looks for connections that are over a limit. Node's own is 30 seconds. */
  readonly connectionsCheckingInterval: number;
}

/** A form of 16 KiB arrives in time at 10 kbit/s; who sends slower only holds a connection. */
export const HTTP_TIMEOUTS: HttpTimeouts = {
  headersTimeout: 10_000,
  requestTimeout: 15_000,
  connectionsCheckingInterval: 5_000,
};
