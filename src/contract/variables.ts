/**
 * Environment variables of servers and functions. The architecture sets most of them; the rest is for operators or for
 * the shop on a laptop, and says so.
 */
export const VARIABLES = {
  shop: {
    /** Shown on pages and in mails; set by the operator. */
    name: 'SHOP_NAME',
    /** Address under the shop's own domain, for links in mails. */
    url: 'SHOP_URL',
    /** `true` seeds demonstration products at the first migration. */
    demoCatalogue: 'DEMO_CATALOGUE',
    mediaBucket: 'MEDIA_BUCKET',
    /** The name is fixed by Powertools for AWS Lambda. */
    metricsNamespace: 'POWERTOOLS_METRICS_NAMESPACE',
  },
  database: {
    engine: 'DATABASE_ENGINE',
    host: 'DATABASE_HOST',
    port: 'DATABASE_PORT',
    name: 'DATABASE_NAME',
    user: 'DATABASE_USER',
    /** `iam` or `password`. */
    signIn: 'DATABASE_SIGN_IN',
    /** The owner's secret; only migrations have it. */
    secretArn: 'DATABASE_SECRET_ARN',
    /** Laptop only. */
    password: 'DATABASE_PASSWORD',
    /** Laptop only. */
    tls: 'DATABASE_TLS',
  },
  cache: {
    host: 'CACHE_HOST',
    port: 'CACHE_PORT',
    user: 'CACHE_USER',
    /** Id of the replication group, which a client signs. */
    name: 'CACHE_NAME',
    /** Laptop only. */
    tls: 'CACHE_TLS',
  },
  mail: {
    sender: 'MAIL_SENDER',
    operator: 'MAIL_OPERATOR',
    configurationSet: 'MAIL_CONFIGURATION_SET',
  },
  queues: {
    orders: 'ORDER_QUEUE_URL',
    migrations: 'MIGRATION_QUEUE_URL',
  },
  topics: {
    orders: 'ORDER_TOPIC_ARN',
    stock: 'STOCK_TOPIC_ARN',
    offers: 'OFFER_TOPIC_ARN',
  },
  payment: {
    /** `demo` or `signed`. */
    provider: 'PAYMENT_PROVIDER',
    /** With `{orderId}` in it. */
    pageUrl: 'PAYMENT_PAGE_URL',
    secretArn: 'PAYMENT_SECRET_ARN',
    /** Laptop only: the secrets themselves, separated by commas. */
    secrets: 'PAYMENT_SECRETS',
  },
  /** The secret that encrypts copies of the secrets of orders. */
  orderAccess: {
    secretArn: 'ORDER_ACCESS_SECRET_ARN',
    /** Laptop only: the secrets themselves, separated by commas. */
    secrets: 'ORDER_ACCESS_SECRETS',
  },
  /** Rules about unpaid orders and about changes of an order; each has a default in the shop. */
  orderRules: {
    holdingSeconds: 'ORDER_HOLDING_SECONDS',
    reservableShare: 'RESERVABLE_SHARE',
    /** Such as `session=10,email=5`. */
    orderLimits: 'UNPAID_ORDER_LIMITS',
    /** Such as `session=100,email=50`. */
    pieceLimits: 'UNPAID_PIECE_LIMITS',
    deliveryChangeDelaySeconds: 'DELIVERY_CHANGE_DELAY_SECONDS',
  },
  /** The web servers only. */
  server: {
    port: 'PORT',
    healthCheckPath: 'HEALTH_CHECK_PATH',
    /** The header with the visitor's address; set by the operator of another edge. */
    addressHeader: 'ADDRESS_HEADER',
    /** Time in which a stopping server still answers; set by the operator. */
    drainSeconds: 'DRAIN_SECONDS',
    /** `true` over plain HTTP; laptop only. */
    insecureCookies: 'INSECURE_COOKIES',
  },
  /** Set by Lambda, and by the start-up of a server. */
  aws: {
    region: 'AWS_REGION',
  },
} as const;

/** Names that users may not set themselves: their value would point servers and functions past the architecture. */
export const RESERVED_VARIABLES = new RegExp(
  `^(DATABASE|CACHE|MAIL)_|^(${[
    VARIABLES.shop.demoCatalogue,
    VARIABLES.shop.mediaBucket,
    VARIABLES.shop.url,
    VARIABLES.payment.provider,
    VARIABLES.payment.pageUrl,
    VARIABLES.payment.secretArn,
    ...Object.values(VARIABLES.queues),
    ...Object.values(VARIABLES.topics),
  ].join('|')})$`,
);
