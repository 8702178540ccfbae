/** Paths of the shop that CloudFront, the web ACL or the load balancer treat in a way of their own. */
export const PATHS = {
  /** Style sheets, whose names change with their content: cached by CloudFront. */
  static: '/static/',
  /** Product pictures: served by CloudFront from the media bucket. */
  media: '/media/',
  /** The store API: the load balancer sends it to its function. */
  storeApi: '/api/',
  /** Orders of the store API: limited by the web ACL. */
  storeApiOrders: '/api/orders',
  /** Everything that other systems call: counted by a limit of its own. */
  webhooks: '/webhooks/',
  /** Events of payment providers: the load balancer sends them to the payment function. */
  paymentWebhooks: '/webhooks/payments/',
  /** Limited by the web ACL, as are the paths below each of these four. */
  signIn: '/sign-in',
  reset: '/reset',
  checkout: '/checkout',
  cart: '/cart',
  /** The path of the servers' health check when none is configured. */
  healthCheck: '/healthz',
} as const;

/** Beginning of the keys that pictures have in the media bucket: `PATHS.media` without the slash before it. */
export const MEDIA_PREFIX = 'media/';
