/** A service that a business function uses. With it the function gets permission, network path and environment. */
export enum CommerceService {
  /** The relational database, with IAM sign-in through the proxy (`DATABASE_*`). */
  DATABASE = 'database',

  /** The cache, with IAM sign-in (`CACHE_*`). */
  CACHE = 'cache',

  /** The three topics, to publish (`ORDER_TOPIC_ARN`, `STOCK_TOPIC_ARN`, `OFFER_TOPIC_ARN`). */
  MESSAGING = 'messaging',

  /** Sending mail from the shop's address (`MAIL_*`). */
  MAIL = 'mail',

  /** The media bucket, to read, write and delete objects below `media/` (`MEDIA_BUCKET`). */
  MEDIA = 'media',

  /** The order queue, to place orders (`ORDER_QUEUE_URL`). */
  ORDER_QUEUE = 'order-queue',

  /**
   * The migration queue, to request a migration of the schema (`MIGRATION_QUEUE_URL`). It has no effect without a
   * migrations function.
   */
  MIGRATIONS = 'migrations',
}
