import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { CacheOptions } from './cache/cache-options';
import type { CommerceOptions } from './commerce/commerce-options';
import type { Profile } from './core/profile';
import type { DatabaseOptions } from './database/database-options';
import type { DnsOptions } from './dns/dns-options';
import type { EdgeOptions } from './edge/edge-options';
import type { MailOptions } from './mail/mail-options';
import type { MessagingOptions } from './messaging/messaging-options';
import type { MonitoringOptions } from './monitoring/monitoring-options';
import type { NetworkOptions } from './network/network-options';
import type { StorageOptions } from './storage/storage-options';
import type { WebOptions } from './web/web-options';
import type { WellArchitected } from './well-architected';

/**
 * Options of the architecture: one optional struct for each room, and a few options that concern all rooms.
 * No option is required.
 */
export interface EcommerceArchitectureProps {
  /**
   * The purpose of the shop, production or development. It decides every default that trades safety against cost;
   * each of these defaults can be overridden in the options of its room.
   *
   * @default Profile.PRODUCTION
   */
  readonly profile?: Profile;

  /**
   * The key that encrypts the database, the log groups and the topics. Its policy must allow CloudWatch Logs,
   * CloudWatch alarms, RDS events and, with a mail sender, SES to use it. The construct cannot change the policy of
   * an imported key.
   *
   * @default - a new customer managed key, rotated every year
   */
  readonly encryptionKey?: IKey;

  /**
   * The VPC, its subnets, NAT gateways and endpoints.
   *
   * @default - a new VPC in two Availability Zones
   */
  readonly network?: NetworkOptions;

  /**
   * The buckets for media and logs.
   *
   * @default - new buckets
   */
  readonly storage?: StorageOptions;

  /**
   * The shop's domain and its certificates.
   *
   * @default - no domain: visitors use the name that CloudFront assigns to the distribution
   */
  readonly dns?: DnsOptions;

  /**
   * The relational database.
   *
   * @default - PostgreSQL behind a proxy, with a standby in production
   */
  readonly database?: DatabaseOptions;

  /**
   * The cache of products and search results.
   *
   * @default - Valkey: a primary and a replica in production, one node in development
   */
  readonly cache?: CacheOptions;

  /**
   * The topics for order notifications, stock updates and special offers.
   *
   * @default - three new topics
   */
  readonly messaging?: MessagingOptions;

  /**
   * The sender of the shop's mail, and the records of its domain.
   *
   * @default - no sender: the shop sends no mail, orders still complete
   */
  readonly mail?: MailOptions;

  /**
   * The business functions, which process orders, payments and shipments.
   *
   * @default - the sample functions
   */
  readonly commerce?: CommerceOptions;

  /**
   * The load balancer, the servers, and the software that runs on them.
   *
   * @default - the sample shop on two to six servers in production, one to three in development
   */
  readonly web?: WebOptions;

  /**
   * The CloudFront distribution and the web ACL.
   *
   * @default - a distribution and a web ACL with managed rules
   */
  readonly edge?: EdgeOptions;

  /**
   * The recipients of alarms.
   *
   * @default - alarms and a dashboard, but no recipient: the construct warns
   */
  readonly monitoring?: MonitoringOptions;

  /**
   * The mode of the Well-Architected checks, which run at every synthesis unless they are off. It decides the effect of
   * a finding: an error, a warning or a line in the report.
   *
   * @default WellArchitected.enforce()
   */
  readonly wellArchitected?: WellArchitected;
}
