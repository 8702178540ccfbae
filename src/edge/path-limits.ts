/** The rate limit of one IP address for a path. */
export interface PathRateLimit {
  /**
   * The number of requests of one IP address in one minute, from 10 to 2000000000. Further requests are answered with
   * 429 until its rate falls below the limit.
   *
   * @default - the default of the path, see `PathRateLimits`
   */
  readonly limit?: number;

  /**
   * Counts the requests above the limit instead of blocking them; the rule's metric `CountedRequests` shows their
   * number.
   *
   * @default false
   */
  readonly countOnly?: boolean;
}

/**
 * Rate limits for the paths whose requests cost most: sign-in attempts, mails, orders. Each limit counts the requests
 * of one IP address in one minute. A path includes the paths below it, such as `/cart/add`.
 */
export interface PathRateLimits {
  /**
   * The limit of `POST /sign-in`: sign-in attempts.
   *
   * @default - 100 requests a minute
   */
  readonly signIn?: PathRateLimit;

  /**
   * The limit of `POST /reset`: requests for a mail with a code, and attempts to enter a code.
   *
   * @default - 60 requests a minute
   */
  readonly reset?: PathRateLimit;

  /**
   * The limit of `POST /checkout`: orders of the storefront.
   *
   * @default - 100 requests a minute
   */
  readonly checkout?: PathRateLimit;

  /**
   * The limit of `POST /cart`: changes of carts.
   *
   * @default - 300 requests a minute
   */
  readonly cart?: PathRateLimit;

  /**
   * The limit of `POST` and `PUT /api/orders`: orders of the store API, and changes of their delivery. Raise it for a
   * marketplace or another system that sends many orders from one address.
   *
   * @default - 100 requests a minute
   */
  readonly orders?: PathRateLimit;

  /**
   * The limit of `POST /webhooks/`: events of payment providers. They come from few addresses, so this limit replaces
   * the general one (`rateLimit`) for these requests.
   *
   * @default - 1000 requests a minute
   */
  readonly webhooks?: PathRateLimit;
}
