/** Paths of the shop for which CloudFront, the web ACL or the load balancer has a separate rule. */
export const PATHS = {
  /** Style sheets, whose names change with their content: cached by CloudFront. */
  static: '/static/',
  /** Product pictures, which CloudFront serves from the media bucket. */
  media: '/media/',
  /** The store API: the load balancer routes it to the function of that name. */
  storeApi: '/api/',
  /** Orders of the store API: limited by the web ACL. */
  storeApiOrders: '/api/orders',
  /** Everything that other systems call: counted by a separate rate limit. */
  webhooks: '/webhooks/',
  /** Events of payment providers: the load balancer routes them to the payment function. */
  paymentWebhooks: '/webhooks/payments/',
  /** Limited by the web ACL, as are the paths below each of these four. */
  signIn: '/sign-in',
  reset: '/reset',
  checkout: '/checkout',
  cart: '/cart',
  /** The path of the servers' health check when none is configured. */
  healthCheck: '/healthz',
} as const;

/** Prefix of the keys of pictures in the media bucket: `PATHS.media` without the leading slash. */
export const MEDIA_PREFIX = 'media/';
