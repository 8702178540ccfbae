/** Limit on the requests that one address may send to a path. */
export interface PathRateLimit {
  /**
   * Requests of one address in one minute; further ones are answered with 429 until the address slows down.
   * From 10 to 2000000000.
   *
   * @default - the path's own, see `PathRateLimits`
   */
  readonly limit?: number;

  /**
   * Counts what would be blocked and lets it through: the rule's metric `CountedRequests` shows whom the limit would
   * meet.
   *
   * @default false
   */
  readonly countOnly?: boolean;
}

/**
 * Limits for the paths where a request costs most: a password that is checked, a mail, an order. Each counts the
 * requests of one address in one minute. Every path includes what is below it, such as `/cart/add`.
 */
export interface PathRateLimits {
  /**
   * `POST /sign-in`: passwords that are tried.
   *
   * @default - 100 requests a minute
   */
  readonly signIn?: PathRateLimit;

  /**
   * `POST /reset`: mails with a code, and codes that are tried.
   *
   * @default - 60 requests a minute
   */
  readonly reset?: PathRateLimit;

  /**
   * `POST /checkout`: orders of the storefront.
   *
   * @default - 100 requests a minute
   */
  readonly checkout?: PathRateLimit;

  /**
   * `POST /cart`: changes of carts.
   *
   * @default - 300 requests a minute
   */
  readonly cart?: PathRateLimit;

  /**
   * `POST` and `PUT /api/orders`: orders of the store API, and changes of their delivery. Raise it for a marketplace or
   * another system that sends many orders from one address.
   *
   * @default - 100 requests a minute
   */
  readonly orders?: PathRateLimit;

  /**
   * `POST /webhooks/`: events of payment providers. They come from few addresses, so this limit replaces the web ACL's
   * general one
   * (`rateLimit`) for these requests.
   *
   * @default - 1000 requests a minute
   */
  readonly webhooks?: PathRateLimit;
}
