/** A service of the architecture that a business function uses: permission, security group and environment come together. */
export enum CommerceService {
  /** The relational database, signed in with IAM through the proxy (`DATABASE_*`). */
  DATABASE = 'database',

  /** The cache (`CACHE_*`). */
  CACHE = 'cache',

  /** The three topics, to publish (`ORDER_TOPIC_ARN`, `STOCK_TOPIC_ARN`, `OFFER_TOPIC_ARN`). */
  MESSAGING = 'messaging',

  /** Mail from the shop's address (`MAIL_*`). */
  MAIL = 'mail',

  /** The media bucket, to read and write (`MEDIA_BUCKET`). */
  MEDIA = 'media',

  /** The order queue, to place orders (`ORDER_QUEUE_URL`). */
  ORDER_QUEUE = 'order-queue',

  /** The migration queue, to ask for a schema that is missing (`MIGRATION_QUEUE_URL`). Without effect when there is no migrations function. */
  MIGRATIONS = 'migrations',
}
