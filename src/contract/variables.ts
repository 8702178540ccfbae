/**
 * Environment variables of servers and functions. The architecture sets most of them. The others are for operators or
 * for the shop on a laptop, as their comments say.
 */
export const VARIABLES = {
  shop: {
    /** The shop's name on pages and in mails; set by the operator. */
    name: 'SHOP_NAME',
    /** URL under the shop's domain, for links in mails. */
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
    /** Id of the replication group, which is part of the token that a client signs. */
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
    /** Contains `{orderId}`. */
    pageUrl: 'PAYMENT_PAGE_URL',
    secretArn: 'PAYMENT_SECRET_ARN',
    /** Laptop only: the secrets themselves, separated by commas. */
    secrets: 'PAYMENT_SECRETS',
  },
  /** The secret that encrypts the stored copies of access tokens of orders. */
  orderAccess: {
    secretArn: 'ORDER_ACCESS_SECRET_ARN',
    /** Laptop only: the secrets themselves, separated by commas. */
    secrets: 'ORDER_ACCESS_SECRETS',
  },
  /** Rules for unpaid orders and for changes of an order; the shop has a default for each. */
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
    /** The header with the visitor's address; set by an operator who uses another edge than CloudFront. */
    addressHeader: 'ADDRESS_HEADER',
    /** Time in which a stopping server still answers requests; set by the operator. */
    drainSeconds: 'DRAIN_SECONDS',
    /** `true` over plain HTTP; laptop only. */
    insecureCookies: 'INSECURE_COOKIES',
  },
  /** Set by Lambda, and by the start-up script of a server. */
  aws: {
    region: 'AWS_REGION',
  },
} as const;

/** Names that users may not set: their value would direct servers and functions away from the architecture. */
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
