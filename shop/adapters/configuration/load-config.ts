/** The one place that reads environment variables; everything else receives the parts it needs. */
import { ADDRESS_HEADER } from '../../domain/limits/address';
import {
  Bounds,
  DEFAULT_BOUNDS,
  HOLDING_MINUTES,
  RESERVABLE_SHARE,
  UnpaidBounds,
} from '../../domain/limits/unpaid-bounds';

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
  readonly bounds: UnpaidBounds;
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

export type Environment = Readonly<Record<string, string | undefined>>;

/** A variable that is missing or cannot be used; the message names it. */
export class ConfigError extends Error {
  constructor(
    readonly variable: string,
    problem: string,
  ) {
    super(`environment variable ${variable} ${problem}`);
    this.name = 'ConfigError';
  }
}

/** Turns an optional part into one that is there, or says which variable would have brought it. */
export function required<T>(part: T | undefined, variable: string): T {
  if (part === undefined) throw new ConfigError(variable, 'is missing: this process cannot work without it');
  return part;
}

export function loadConfig(env: Environment = process.env): ShopConfig {
  return {
    shopName: text(env, 'SHOP_NAME') ?? 'Shop',
    shopUrl: text(env, 'SHOP_URL')?.replace(/\/+$/, ''),
    region: text(env, 'AWS_REGION'),
    metricsNamespace: text(env, 'POWERTOOLS_METRICS_NAMESPACE') ?? 'Shop',
    demoCatalogue: oneOf(env, 'DEMO_CATALOGUE', ['true', 'false'], 'false') === 'true',
    database: database(env),
    cache: cache(env),
    queues: group({ orders: text(env, 'ORDER_QUEUE_URL'), migrations: text(env, 'MIGRATION_QUEUE_URL') }),
    topics: group({
      orders: text(env, 'ORDER_TOPIC_ARN'),
      stock: text(env, 'STOCK_TOPIC_ARN'),
      offers: text(env, 'OFFER_TOPIC_ARN'),
    }),
    mail: mail(env),
    payment: payment(env),
    orders: orders(env),
    orderAccess: group({ secretArn: text(env, 'ORDER_ACCESS_SECRET_ARN'), secrets: list(env, 'ORDER_ACCESS_SECRETS') }),
    web: {
      port: port(env, 'PORT', 8080),
      healthCheckPath: text(env, 'HEALTH_CHECK_PATH') ?? '/healthz',
      mediaBucket: text(env, 'MEDIA_BUCKET'),
      secureCookies: text(env, 'INSECURE_COOKIES') !== 'true',
      addressHeader: (text(env, 'ADDRESS_HEADER') ?? ADDRESS_HEADER).toLowerCase(),
    },
  };
}

function database(env: Environment): DatabaseConfig | undefined {
  const host = text(env, 'DATABASE_HOST');
  if (host === undefined) return undefined;
  const engine = oneOf(env, 'DATABASE_ENGINE', ['postgres', 'mysql', 'mariadb']);
  const signIn = oneOf(env, 'DATABASE_SIGN_IN', ['iam', 'password'], 'iam');
  const secretArn = text(env, 'DATABASE_SECRET_ARN');
  const region = text(env, 'AWS_REGION');
  // The master secret replaces the application's own sign-in, so neither a token nor a password is needed beside it.
  if (signIn === 'iam' && secretArn === undefined) required(region, 'AWS_REGION');
  const password = text(env, 'DATABASE_PASSWORD');
  if (signIn === 'password' && secretArn === undefined) required(password, 'DATABASE_PASSWORD');
  return {
    engine,
    host,
    port: port(env, 'DATABASE_PORT', engine === 'postgres' ? 5432 : 3306),
    name: required(text(env, 'DATABASE_NAME'), 'DATABASE_NAME'),
    user: text(env, 'DATABASE_USER') ?? 'shop',
    signIn,
    password,
    secretArn,
    tls: oneOf(env, 'DATABASE_TLS', ['verify', 'off'], 'verify') === 'verify',
    region,
  };
}

function cache(env: Environment): CacheConfig | undefined {
  const host = text(env, 'CACHE_HOST');
  if (host === undefined) return undefined;
  const user = text(env, 'CACHE_USER');
  const name = text(env, 'CACHE_NAME');
  const region = text(env, 'AWS_REGION');
  if (user !== undefined) {
    required(name, 'CACHE_NAME');
    required(region, 'AWS_REGION');
  }
  return {
    host,
    port: port(env, 'CACHE_PORT', 6379),
    user,
    name,
    region,
    tls: oneOf(env, 'CACHE_TLS', ['on', 'off'], 'on') === 'on',
  };
}

function mail(env: Environment): MailConfig | undefined {
  const sender = text(env, 'MAIL_SENDER');
  return group({
    sender,
    operator: text(env, 'MAIL_OPERATOR') ?? sender,
    configurationSet: text(env, 'MAIL_CONFIGURATION_SET'),
  });
}

function payment(env: Environment): PaymentConfig {
  return {
    provider: oneOf(env, 'PAYMENT_PROVIDER', ['demo', 'signed'], 'demo'),
    pageUrl: text(env, 'PAYMENT_PAGE_URL'),
    secretArn: text(env, 'PAYMENT_SECRET_ARN'),
    secrets: list(env, 'PAYMENT_SECRETS'),
  };
}

function orders(env: Environment): OrderConfig {
  const { orders: most, pieces } = DEFAULT_BOUNDS;
  return {
    holdingMs: whole(env, 'ORDER_HOLDING_SECONDS', HOLDING_MINUTES * 60, 10, 86_400) * 1_000,
    reservableShare: whole(env, 'RESERVABLE_SHARE', RESERVABLE_SHARE, 0, 100),
    bounds: { orders: bounds(env, 'UNPAID_ORDER_LIMITS', most), pieces: bounds(env, 'UNPAID_PIECE_LIMITS', pieces) },
    deliveryChangeDelayMs: whole(env, 'DELIVERY_CHANGE_DELAY_SECONDS', 0, 0, 30 * 86_400) * 1_000,
  };
}

/** Such as `session=10,email=5`; what is not named keeps its default. */
function bounds(env: Environment, variable: string, defaults: Bounds): Bounds {
  const entries = (text(env, variable) ?? '')
    .split(',')
    .filter((part) => part.trim() !== '')
    .map((part) => part.split('=').map((word) => word.trim()));
  for (const [name, value = ''] of entries) {
    if (!Object.hasOwn(defaults, name) || !/^[1-9]\d{0,8}$/.test(value)) {
      throw new ConfigError(
        variable,
        `must be a list of ${Object.keys(defaults).join(', ')}, each with a whole number from 1, such as session=10,email=5`,
      );
    }
  }
  return { ...defaults, ...Object.fromEntries(entries.map(([name, value]) => [name, Number(value)])) };
}

function whole(env: Environment, variable: string, fallback: number, minimum: number, maximum: number): number {
  const value = text(env, variable);
  if (value === undefined) return fallback;
  if (!/^\d{1,9}$/.test(value) || Number(value) < minimum || Number(value) > maximum) {
    throw new ConfigError(
      variable,
      `must be a whole number from ${minimum} to ${maximum}, got ${JSON.stringify(value)}`,
    );
  }
  return Number(value);
}

/** Separated by commas; absent when nothing is in it. */
function list(env: Environment, variable: string): readonly string[] | undefined {
  const values = text(env, variable)
    ?.split(',')
    .map((value) => value.trim())
    .filter((value) => value !== '');
  return values?.length ? values : undefined;
}

/** CloudFormation cannot leave a variable out conditionally, so empty means absent. */
function text(env: Environment, variable: string): string | undefined {
  const value = env[variable]?.trim();
  return value === '' ? undefined : value;
}

function oneOf<T extends string>(env: Environment, variable: string, allowed: readonly T[], fallback?: T): T {
  const value = text(env, variable) ?? required(fallback, variable);
  const found = allowed.find((candidate) => candidate === value);
  if (found === undefined) {
    throw new ConfigError(variable, `must be ${allowed.join(' or ')}, got ${JSON.stringify(value)}`);
  }
  return found;
}

function port(env: Environment, variable: string, fallback: number): number {
  const value = text(env, variable);
  if (value === undefined) return fallback;
  const number = Number(value);
  if (!Number.isInteger(number) || number < 1 || number > 65535) {
    throw new ConfigError(variable, `must be a port from 1 to 65535, got ${JSON.stringify(value)}`);
  }
  return number;
}

/** A group in which nothing is set is absent. */
function group<T extends object>(values: T): T | undefined {
  return Object.values(values).some((value) => value !== undefined) ? values : undefined;
}
