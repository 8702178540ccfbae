import { Duration, Token } from 'aws-cdk-lib';
import type { ICertificate } from 'aws-cdk-lib/aws-certificatemanager';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { IConstruct } from 'constructs';
import { validateEnvironment } from './fleet-environment';
import type { ILoadBalancerLogs } from './i-load-balancer-logs';
import type { OriginHeader } from './origin-header';
import { validateOriginPrefixList } from './origin-prefix-list';
import { ServerSize } from './server-size';
import { WebServer } from './web-server';
import type { ServerCode } from './web-server';
import { Profile } from '../core/profile';
import { invalid, isConcrete, requireInteger, requireKnown } from '../core/validation';
import type { IMonitoring } from '../monitoring/i-monitoring';
import type { INetwork } from '../network/i-network';

/** Default ratio of the maximum to the minimum number of servers. */
const GROWTH = 3;
const MAX_SERVERS = 1000;
const TARGET_CPU = 60;
const TARGET_REQUESTS = 6000;
/** The alarm on failed responses needs this long to go off, because it evaluates the minutes before. */
const RELEASE_WATCH = Duration.minutes(4);
/** Longer than two health checks of the load balancer. */
const SHORTEST_WATCH = Duration.seconds(30);
const LONGEST_WATCH = Duration.minutes(30);

/** Options of the web tier: the servers behind the load balancer. */
export interface WebOptions {
  /**
   * The software of the servers.
   *
   * @default WebServer.sample()
   */
  readonly server?: WebServer;

  /**
   * The size of each server.
   *
   * @default ServerSize.LARGE
   */
  readonly serverSize?: ServerSize;

  /**
   * The minimum number of servers, from 1 to 1000, distributed over the Availability Zones. A deployment never sets the
   * current number, so it does not undo scaling. In production the construct warns of a single server.
   *
   * @default - 2 in production, 1 in development
   */
  readonly minCapacity?: number;

  /**
   * The maximum number of servers, from 1 to 1000. It limits the cost and the connections to the database. It must be
   * above `minCapacity` for deployments that replace servers without losing capacity.
   *
   * @default - three times `minCapacity`
   */
  readonly maxCapacity?: number;

  /**
   * The average processor load that scaling maintains, in percent from 10 to 90.
   *
   * @default 60
   */
  readonly targetCpuUtilization?: number;

  /**
   * The number of requests a minute for each server that scaling maintains. It adds servers before the processor load
   * rises. The default suits the sample server on a large instance; measure it for your server.
   *
   * @default 6000
   */
  readonly targetRequestsPerMinute?: number;

  /**
   * The time for which each new server is observed after its first successful health check, before the deployment
   * continues: from 30 seconds to 30 minutes. When the server stops answering in this time, or the alarm `ServerErrors`
   * goes off, the deployment fails and rolls back. The alarm needs up to four minutes, so a shorter time can miss it.
   *
   * @default Duration.minutes(4)
   */
  readonly releaseWatch?: Duration;

  /**
   * Environment variables of the server, in addition to those that the architecture sets for database, cache and
   * queues. Do not pass secrets, because anyone with access to the launch template can read the values; pass the ARN of
   * a secret instead.
   *
   * @default - none
   */
  readonly environment?: { [name: string]: string };
}

/** The defaults that depend on the profile. */
export const WEB_DEFAULTS = {
  [Profile.PRODUCTION]: { minCapacity: 2, deletionProtection: true },
  [Profile.DEVELOPMENT]: { minCapacity: 1, deletionProtection: false },
} as const;

/** Validated options with all defaults filled in. */
export interface WebSettings {
  readonly profile: Profile;
  /** The software of a server, rendered for the database's engine. */
  readonly server: ServerCode;
  readonly serverSize: ServerSize;
  readonly minCapacity: number;
  readonly maxCapacity: number;
  readonly targetCpuUtilization: number;
  readonly targetRequestsPerMinute: number;
  readonly releaseWatch: Duration;
  readonly environment: { readonly [name: string]: string };
  /** Protects the load balancer against deletion. */
  readonly deletionProtection: boolean;
  /** Undefined for the prefix list of the stack's Region. */
  readonly originPrefixListId?: string;
}

/** Settings of the web tier, and what it needs from other rooms. */
export interface WebProps extends WebSettings {
  /** Its subnets contain load balancer and servers. */
  readonly network: INetwork;
  /** Encrypts the servers' log group. */
  readonly encryptionKey: IKey;
  /** Receives alarms, widgets and scaling events. */
  readonly monitoring: IMonitoring;
  /** Receives the load balancer's access logs. */
  readonly storage: ILoadBalancerLogs;
  /** The header for origin verification. */
  readonly originHeader: OriginHeader;
  /** A certificate of this Region; undefined when CloudFront uses HTTP. */
  readonly certificate?: ICertificate;
}

/** Options of other rooms on which the servers depend. */
export interface WebContext {
  readonly profile: Profile;
  /** The database's engine, which decides the bundle of the sample server. */
  readonly engineFamily: string;
  /** The managed prefix list of CloudFront's origin-facing addresses; undefined for that of the stack's Region. */
  readonly originPrefixListId?: string;
}

/**
 * Validates the options and fills in the defaults.
 *
 * @param scope - a construct in the shop's stack, whose Region decides the prefix list
 * @param options - as the user wrote them
 * @param context - decides the defaults and the bundle of the sample server
 * @throws an error when an option is invalid or the server's code is missing: it names the option, the expected and the
 * given value, and the fix
 */
export function resolveWeb(scope: IConstruct, options: WebOptions, context: WebContext): WebSettings {
  const { profile, engineFamily, originPrefixListId } = context;
  const defaults = WEB_DEFAULTS[profile];
  const minCapacity = options.minCapacity ?? defaults.minCapacity;
  const settings = {
    profile,
    serverSize: options.serverSize ?? ServerSize.LARGE,
    minCapacity,
    maxCapacity: options.maxCapacity ?? GROWTH * (Token.isUnresolved(minCapacity) ? defaults.minCapacity : minCapacity),
    targetCpuUtilization: options.targetCpuUtilization ?? TARGET_CPU,
    targetRequestsPerMinute: options.targetRequestsPerMinute ?? TARGET_REQUESTS,
    releaseWatch: options.releaseWatch ?? RELEASE_WATCH,
    environment: options.environment ?? {},
    deletionProtection: defaults.deletionProtection,
    originPrefixListId,
  };
  validateWeb(options, settings);
  const server = (options.server ?? WebServer.sample())._render(engineFamily);
  validateOriginPrefixList(scope, originPrefixListId);
  return { ...settings, server };
}

function validateWeb(
  options: WebOptions,
  { minCapacity: min, maxCapacity: max, releaseWatch }: Omit<WebSettings, 'server'>,
): void {
  requireInteger('web.minCapacity', options.minCapacity, 1, MAX_SERVERS, 'a shop needs at least one server');
  requireInteger('web.maxCapacity', options.maxCapacity, 1, MAX_SERVERS, 'a shop needs at least one server');
  if (isConcrete(min) && isConcrete(max) && min > max) {
    invalid({
      prop: 'web.minCapacity',
      expected: `at most \`web.maxCapacity\` (${max})`,
      got: min,
      fix: 'lower it or raise `web.maxCapacity`',
    });
  }
  requireInteger(
    'web.targetCpuUtilization',
    options.targetCpuUtilization,
    10,
    90,
    'leave headroom for the minutes until a new server has started',
  );
  requireInteger(
    'web.targetRequestsPerMinute',
    options.targetRequestsPerMinute,
    1,
    Number.MAX_SAFE_INTEGER,
    'measure how many requests one server can answer',
  );
  requireKnown(
    'web.releaseWatch',
    options.releaseWatch?.isUnresolved() ? options.releaseWatch.toSeconds() : undefined,
    "the deployment's timeout depends on it",
  );
  const watch = releaseWatch.toMilliseconds();
  if (watch < SHORTEST_WATCH.toMilliseconds() || watch > LONGEST_WATCH.toMilliseconds() || watch % 1000 !== 0) {
    invalid({
      prop: 'web.releaseWatch',
      expected: 'whole seconds, from 30 seconds to 30 minutes',
      got: options.releaseWatch?.toHumanString(),
      fix: 'write it as Duration.minutes(4)',
    });
  }
  validateEnvironment(options.environment);
}
