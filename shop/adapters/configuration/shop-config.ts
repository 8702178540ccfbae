import { UnpaidLimits } from '../../domain/limits/unpaid-limits';

export type Engine = 'postgres' | 'mysql' | 'mariadb';

export interface DatabaseConfig {
  readonly engine: Engine;
  readonly host: string;
  readonly port: number;
  readonly name: string;
  readonly user: string;
  readonly signIn: 'iam' | 'password';
  /** Local runs only: on AWS each connection asks for a token. */
  readonly password?: string;
  /** The master secret; only the migration function has it. */
  readonly secretArn?: string;
  readonly tls: boolean;
  /** Signs the connection token. */
  readonly region?: string;
}

export interface CacheConfig {
  /** `off`: no copies at all, which only measurements want. */
  readonly host: string;
  readonly port: number;
  /** Absent: no sign-in (local runs). */
  readonly user?: string;
  /** The replication group's id: the connect token is presigned for it. */
  readonly name?: string;
  readonly tls: boolean;
  readonly region?: string;
}

export interface QueueConfig {
  readonly orders?: string;
  readonly migrations?: string;
}

export interface TopicConfig {
  readonly orders?: string;
  readonly stock?: string;
  readonly offers?: string;
}

export interface MailConfig {
  /** Absent: mails are skipped. */
  readonly sender?: string;
  readonly operator?: string;
  readonly configurationSet?: string;
}

export type PaymentProviderName = 'demo' | 'signed';

export interface PaymentConfig {
  readonly provider: PaymentProviderName;
  /** Where customers pay, with `{orderId}` in it; the demonstration's own page otherwise. */
  readonly pageUrl?: string;
  readonly secretArn?: string;
  /** Local runs only; on AWS the secret is read by its ARN. */
  readonly secrets?: readonly string[];
}

/** Rules about orders that are not paid yet, and about changes of an order. */
export interface OrderConfig {
  /** Time that an order may be unpaid. */
  readonly holdingMs: number;
  /** Percent of a product's pieces on hand that unpaid orders of newcomers may reserve. */
  readonly reservableShare: number;
  readonly unpaidLimits: UnpaidLimits;
  /** Time that an order is not packed after a change of its delivery address. */
  readonly deliveryChangeDelayMs: number;
}

/** The secret that encrypts copies of the secrets of orders; absent: no copies are kept. */
export interface OrderAccessConfig {
  readonly secretArn?: string;
  /** Local runs only; on AWS the secret is read by its ARN. */
  readonly secrets?: readonly string[];
}

export interface WebConfig {
  readonly port: number;
  readonly healthCheckPath: string;
  readonly mediaBucket?: string;
  /** `false` only over plain HTTP on a laptop. */
  readonly secureCookies: boolean;
  /** The header in which the edge tells the visitor's address, in lower case. */
  readonly addressHeader: string;
}

export interface ShopConfig {
  readonly shopName: string;
  /** Such as `https://shop.example.com`, for links in mails; absent while the shop has no domain. */
  readonly shopUrl?: string;
  readonly region?: string;
  /** What business metrics are filed under. */
  readonly metricsNamespace: string;
  /** Seed a demonstration catalogue at the first migration. */
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
