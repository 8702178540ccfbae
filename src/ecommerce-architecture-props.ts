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

/** One optional struct for each room, and the few that concern them all. Nothing is required. */
export interface EcommerceArchitectureProps {
  /**
   * Whether the shop is for customers or for developers: decides every default that trades safety against cost.
   *
   * @default Profile.PRODUCTION
   */
  readonly profile?: Profile;

  /**
   * Encrypts the database, log groups and topics. The key's policy must let CloudWatch Logs, CloudWatch alarms, RDS events and,
   * with a mail sender, SES use it; an imported key's policy cannot be changed from here.
   *
   * @default - a new customer managed key, rotated every year
   */
  readonly encryptionKey?: IKey;

  /**
   * VPC, subnets, NAT and endpoints.
   *
   * @default - a new VPC over two zones
   */
  readonly network?: NetworkOptions;

  /**
   * Media and log buckets.
   *
   * @default - new buckets
   */
  readonly storage?: StorageOptions;

  /**
   * The shop's domain and its certificates.
   *
   * @default - no domain: the shop is reached by the name that CloudFront gives it
   */
  readonly dns?: DnsOptions;

  /**
   * The relational database.
   *
   * @default - PostgreSQL with a standby, behind a proxy
   */
  readonly database?: DatabaseOptions;

  /**
   * The cache of products and search results.
   *
   * @default - Valkey, a primary and a replica
   */
  readonly cache?: CacheOptions;

  /**
   * The topics for order notifications, stock updates and special offers.
   *
   * @default - three new topics
   */
  readonly messaging?: MessagingOptions;

  /**
   * Who the shop's mail comes from.
   *
   * @default - no sender: no mail leaves, the orders still complete
   */
  readonly mail?: MailOptions;

  /**
   * The business functions.
   *
   * @default - the sample functions
   */
  readonly commerce?: CommerceOptions;

  /**
   * Load balancer, servers and what runs on them.
   *
   * @default - the sample shop on two to six instances
   */
  readonly web?: WebOptions;

  /**
   * CloudFront and the web ACL.
   *
   * @default - a distribution and a web ACL with managed rules
   */
  readonly edge?: EdgeOptions;

  /**
   * Who is told of faults.
   *
   * @default - alarms and a dashboard, but nobody is told
   */
  readonly monitoring?: MonitoringOptions;

  /**
   * Whether the checks run, and what a finding does.
   *
   * @default WellArchitected.enforce()
   */
  readonly wellArchitected?: WellArchitected;
}
