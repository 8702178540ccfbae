/**
 * Configuration of the shop. Only this file reads environment variables; everything else receives the parts that it
 * needs.
 */
import { required, ConfigError } from './config-error';
import { ShopConfig, DatabaseConfig, CacheConfig, MailConfig, PaymentConfig, OrderConfig } from './shop-config';
import { HEADERS } from '../../../src/contract/headers';
import { PATHS } from '../../../src/contract/paths';
import { VARIABLES } from '../../../src/contract/variables';
import {
  LimitPerSubject,
  DEFAULT_UNPAID_LIMITS,
  RESERVATION_MINUTES,
  RESERVABLE_SHARE,
} from '../../domain/limits/unpaid-limits';

/** Environment variables of a process. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** Reads and checks the configuration; throws `ConfigError` for an invalid variable. */
export function loadConfig(env: Environment = process.env): ShopConfig {
  return {
    shopName: text(env, VARIABLES.shop.name) ?? 'Shop',
    shopUrl: text(env, VARIABLES.shop.url)?.replace(/\/+$/, ''),
    region: text(env, VARIABLES.aws.region),
    metricsNamespace: text(env, VARIABLES.shop.metricsNamespace) ?? 'Shop',
    demoCatalogue: oneOf(env, VARIABLES.shop.demoCatalogue, ['true', 'false'], 'false') === 'true',
    database: database(env),
    cache: cache(env),
    queues: group({ orders: text(env, VARIABLES.queues.orders), migrations: text(env, VARIABLES.queues.migrations) }),
    topics: group({
      orders: text(env, VARIABLES.topics.orders),
      stock: text(env, VARIABLES.topics.stock),
      offers: text(env, VARIABLES.topics.offers),
    }),
    mail: mail(env),
    payment: payment(env),
    orders: orders(env),
    orderAccess: group({
      secretArn: text(env, VARIABLES.orderAccess.secretArn),
      secrets: list(env, VARIABLES.orderAccess.secrets),
    }),
    web: {
      port: port(env, VARIABLES.server.port, 8080),
      healthCheckPath: text(env, VARIABLES.server.healthCheckPath) ?? PATHS.healthCheck,
      mediaBucket: text(env, VARIABLES.shop.mediaBucket),
      secureCookies: text(env, VARIABLES.server.insecureCookies) !== 'true',
      addressHeader: (text(env, VARIABLES.server.addressHeader) ?? HEADERS.viewerAddress).toLowerCase(),
    },
  };
}

function database(env: Environment): DatabaseConfig | undefined {
  const host = text(env, VARIABLES.database.host);
  if (host === undefined) return undefined;
  const engine = oneOf(env, VARIABLES.database.engine, ['postgres', 'mysql', 'mariadb']);
  const signIn = oneOf(env, VARIABLES.database.signIn, ['iam', 'password'], 'iam');
  const secretArn = text(env, VARIABLES.database.secretArn);
  const region = text(env, VARIABLES.aws.region);
  // The master secret replaces the application's sign-in, so neither a token nor a password is needed.
  if (signIn === 'iam' && secretArn === undefined) required(region, VARIABLES.aws.region);
  const password = text(env, VARIABLES.database.password);
  if (signIn === 'password' && secretArn === undefined) required(password, VARIABLES.database.password);
  return {
    engine,
    host,
    port: port(env, VARIABLES.database.port, engine === 'postgres' ? 5432 : 3306),
    name: required(text(env, VARIABLES.database.name), VARIABLES.database.name),
    user: text(env, VARIABLES.database.user) ?? 'shop',
    signIn,
    password,
    secretArn,
    tls: oneOf(env, VARIABLES.database.tls, ['verify', 'off'], 'verify') === 'verify',
    region,
  };
}

function cache(env: Environment): CacheConfig | undefined {
  const host = text(env, VARIABLES.cache.host);
  if (host === undefined) return undefined;
  const user = text(env, VARIABLES.cache.user);
  const name = text(env, VARIABLES.cache.name);
  const region = text(env, VARIABLES.aws.region);
  if (user !== undefined) {
    required(name, VARIABLES.cache.name);
    required(region, VARIABLES.aws.region);
  }
  return {
    host,
    port: port(env, VARIABLES.cache.port, 6379),
    user,
    name,
    region,
    tls: oneOf(env, VARIABLES.cache.tls, ['on', 'off'], 'on') === 'on',
  };
}

function mail(env: Environment): MailConfig | undefined {
  const sender = text(env, VARIABLES.mail.sender);
  return group({
    sender,
    operator: text(env, VARIABLES.mail.operator) ?? sender,
    configurationSet: text(env, VARIABLES.mail.configurationSet),
  });
}

function payment(env: Environment): PaymentConfig {
  return {
    provider: oneOf(env, VARIABLES.payment.provider, ['demo', 'signed'], 'demo'),
    pageUrl: text(env, VARIABLES.payment.pageUrl),
    secretArn: text(env, VARIABLES.payment.secretArn),
    secrets: list(env, VARIABLES.payment.secrets),
  };
}

function orders(env: Environment): OrderConfig {
  const { orders: most, pieces } = DEFAULT_UNPAID_LIMITS;
  const { orderLimits, pieceLimits } = VARIABLES.orderRules;
  return {
    holdingMs: whole(env, VARIABLES.orderRules.holdingSeconds, RESERVATION_MINUTES * 60, 10, 86_400) * 1_000,
    reservableShare: whole(env, VARIABLES.orderRules.reservableShare, RESERVABLE_SHARE, 0, 100),
    unpaidLimits: {
      orders: limitPerSubject(env, orderLimits, most),
      pieces: limitPerSubject(env, pieceLimits, pieces),
    },
    deliveryChangeDelayMs: whole(env, VARIABLES.orderRules.deliveryChangeDelaySeconds, 0, 0, 30 * 86_400) * 1_000,
  };
}

/** Reads limits such as `session=10,email=5`; a subject that is not named keeps its default. */
function limitPerSubject(env: Environment, variable: string, defaults: LimitPerSubject): LimitPerSubject {
  const entries = (text(env, variable) ?? '')
    .split(',')
    .filter((part) => part.trim() !== '')
    .map((part) => part.split('=').map((word) => word.trim()));
  for (const [name, value = ''] of entries) {
    if (!Object.hasOwn(defaults, name) || !/^[1-9]\d{0,8}$/.test(value)) {
      throw new ConfigError(
        variable,
        `must be a list of ${Object.keys(defaults).join(', ')}, each with a whole number from 1, ` +
          'such as session=10,email=5',
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

/** Reads a comma-separated list; undefined when it is empty. */
function list(env: Environment, variable: string): readonly string[] | undefined {
  const values = text(env, variable)
    ?.split(',')
    .map((value) => value.trim())
    .filter((value) => value !== '');
  return values?.length ? values : undefined;
}

/** CloudFormation cannot omit a variable conditionally, so an empty variable counts as absent. */
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

/** Returns undefined for a group without any value. */
function group<T extends object>(values: T): T | undefined {
  return Object.values(values).some((value) => value !== undefined) ? values : undefined;
}
