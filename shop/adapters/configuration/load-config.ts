/** The one place that reads environment variables; everything else receives the parts it needs. */
import { required, ConfigError } from './config-error';
import { ShopConfig, DatabaseConfig, CacheConfig, MailConfig, PaymentConfig, OrderConfig } from './shop-config';
import { ADDRESS_HEADER } from '../../domain/limits/address';
import { Bounds, DEFAULT_BOUNDS, HOLDING_MINUTES, RESERVABLE_SHARE } from '../../domain/limits/unpaid-bounds';

export type Environment = Readonly<Record<string, string | undefined>>;

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
