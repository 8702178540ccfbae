import { UnpaidLimits } from '../../domain/limits/unpaid-limits';

/** Database engine of the shop. */
export type Engine = 'postgres' | 'mysql' | 'mariadb';

/** Address of the database and the sign-in. */
export interface DatabaseConfig {
  readonly engine: Engine;
  readonly host: string;
  readonly port: number;
  readonly name: string;
  readonly user: string;
  readonly signIn: 'iam' | 'password';
  /** Only in local runs: on AWS each connection gets a token. */
  readonly password?: string;
  /** ARN of the master secret; only the migration function has it. */
  readonly secretArn?: string;
  readonly tls: boolean;
  /** Region for which the connection token is signed. */
  readonly region?: string;
}

/** Address of the cache and the sign-in. */
export interface CacheConfig {
  /** `off` disables all caching, for measurements. */
  readonly host: string;
  readonly port: number;
  /** Absent: no sign-in (local runs). */
  readonly user?: string;
  /** Id of the replication group, for which the connect token is presigned. */
  readonly name?: string;
  readonly tls: boolean;
  readonly region?: string;
}

/** URLs of the queues. */
export interface QueueConfig {
  readonly orders?: string;
  readonly migrations?: string;
}

/** ARNs of the topics. */
export interface TopicConfig {
  readonly orders?: string;
  readonly stock?: string;
  readonly offers?: string;
}

/** Sender of mails. */
export interface MailConfig {
  /** Absent: no mails are sent. */
  readonly sender?: string;
  readonly operator?: string;
  readonly configurationSet?: string;
}

/** Supported payment providers. */
export type PaymentProviderName = 'demo' | 'signed';

/** Payment provider with its page and signing secret. */
export interface PaymentConfig {
  readonly provider: PaymentProviderName;
  /** Page on which customers pay, with the placeholder `{orderId}`; absent: the page of the demonstration. */
  readonly pageUrl?: string;
  readonly secretArn?: string;
  /** Only in local runs; on AWS the secret is read by its ARN. */
  readonly secrets?: readonly string[];
}

/** Rules for unpaid orders and for changes of an order. */
export interface OrderConfig {
  /** Milliseconds for which an order may stay unpaid. */
  readonly holdingMs: number;
  /** Percentage of a product's pieces on hand that unpaid orders of new customers may reserve. */
  readonly reservableShare: number;
  readonly unpaidLimits: UnpaidLimits;
  /** Milliseconds for which an order is not packed after a change of its delivery address. */
  readonly deliveryChangeDelayMs: number;
}

/** Secret that encrypts the copies of orders' access tokens; absent: no copies are stored. */
export interface OrderAccessConfig {
  readonly secretArn?: string;
  /** Only in local runs; on AWS the secret is read by its ARN. */
  readonly secrets?: readonly string[];
}

/** Settings
 of the web server. */
export interface WebConfig {
  readonly port: number;
  readonly healthCheckPath: string;
  readonly mediaBucket?: string;
  /** False only over plain HTTP on a laptop. */
  readonly secureCookies: boolean;
  /** Name of the header with the visitor's address that the edge sets, in lower case. */
  readonly addressHeader: string;
}

/** Configuration of all functions and servers; each uses a part of it. */
export interface ShopConfig {
  readonly shopName: string;
  /** Address for links in mails, such as `https://shop.example.com`; absent while the shop has no domain. */
  readonly shopUrl?: string;
  readonly region?: string;
  /** CloudWatch namespace of business metrics. */
  readonly metricsNamespace: string;
  /** True: the first migration creates a demonstration catalogue. */
  readonly demoCatalogue: boolean;
  readonly database?: DatabaseConfig;
  readonly cache?: CacheConfig;
  readonly queues?: QueueConfig;
  readonly topics?: TopicConfig;
  readonly mail?: MailConfig;
  readonly payment: PaymentConfig;
  readonly orders: OrderConfig;
  readonly orderAccess?: OrderAccessConfig;
  readonly web: WebConfig;
}
