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

/** A group can grow threefold unless told otherwise. */
const GROWTH = 3;
const MAX_SERVERS = 1000;
const TARGET_CPU = 60;
const TARGET_REQUESTS = 6000;
/** As long as the alarm on failed answers takes to go off, which judges the minutes before. */
const RELEASE_WATCH = Duration.minutes(4);
/** Two looks of the load balancer, and some. */
const SHORTEST_WATCH = Duration.seconds(30);
const LONGEST_WATCH = Duration.minutes(30);

/** The servers behind the load balancer. */
export interface WebOptions {
  /**
   * What the servers run.
   *
   * @default WebServer.sample()
   */
  readonly server?: WebServer;

  /**
   * How big each server is.
   *
   * @default ServerSize.LARGE
   */
  readonly serverSize?: ServerSize;

  /**
   * How many servers run at least, spread over the zones. A deployment never sets the current number, so it does not undo scaling.
   *
   * @default - 2 in production, 1 in development
   */
  readonly minCapacity?: number;

  /**
   * How many servers run at most: it bounds the bill and the connections to the database. A deployment replaces servers one by one
   * without losing capacity only when it is above `minCapacity`.
   *
   * @default - three times `minCapacity`
   */
  readonly maxCapacity?: number;

  /**
   * The average processor load, in percent, that scaling keeps.
   *
   * @default 60
   */
  readonly targetCpuUtilization?: number;

  /**
   * How many requests a minute each server is to get; more adds servers before the processor load shows it. The default suits the
   * sample server on a large instance; measure your own.
   *
   * @default 6000
   */
  readonly targetRequestsPerMinute?: number;

  /**
   * How long each new server is watched after it has answered, before the deployment goes on to the next one. When it stops answering meanwhile, or the
   * alarm `ServerErrors` goes off, the deployment fails and takes the release back. From 30 seconds to 30 minutes; below four minutes the alarm
   * is too slow to notice.
   *
   * @default Duration.minutes(4)
   */
  readonly releaseWatch?: Duration;

  /**
   * Environment variables for the server, beside those by which the architecture tells it where database, cache and queues are.
   * Never a secret: they can be read by anybody who may read the launch template. Give the ARN of one instead.
   *
   * @default - none
   */
  readonly environment?: { [name: string]: string };
}

/** What differs by profile. */
export const WEB_DEFAULTS = {
  [Profile.PRODUCTION]: { minCapacity: 2, deletionProtection: true },
  [Profile.DEVELOPMENT]: { minCapacity: 1, deletionProtection: false },
} as const;

/** The options, checked, with every default filled in. */
export interface WebSettings {
  readonly profile: Profile;
  /** What runs on a server, rendered for the database's engine. */
  readonly server: ServerCode;
  readonly serverSize: ServerSize;
  readonly minCapacity: number;
  readonly maxCapacity: number;
  readonly targetCpuUtilization: number;
  readonly targetRequestsPerMinute: number;
  readonly releaseWatch: Duration;
  readonly environment: { readonly [name: string]: string };
  /** Whether the load balancer cannot be deleted. */
  readonly deletionProtection: boolean;
  /** Absent: that of the Region. */
  readonly originPrefixListId?: string;
}

/** Settings of the web tier, and what it needs from other rooms. */
export interface WebProps extends WebSettings {
  /** Where load balancer and servers live. */
  readonly network: INetwork;
  /** Encrypts the servers' log group. */
  readonly encryptionKey: IKey;
  /** Where alarms, widgets and scaling events go. */
  readonly monitoring: IMonitoring;
  /** Where the load balancer's access logs go. */
  readonly storage: ILoadBalancerLogs;
  /** The header by which CloudFront is known. */
  readonly originHeader: OriginHeader;
  /** A certificate of this Region; absent: CloudFront speaks HTTP, guarded by the prefix list and the secret header. */
  readonly certificate?: ICertificate;
}

/** What the other rooms decide about the servers. */
export interface WebSurroundings {
  readonly profile: Profile;
  /** The database's engine: the sample server has a bundle for each that it speaks. */
  readonly engineFamily: string;
  /** The managed prefix list of CloudFront's origin-facing addresses; absent: that of the Region. */
  readonly originPrefixListId?: string;
}

/** @throws an error that names the option, what it must be, what it is, and the way out; also when the server's code is missing */
export function resolveWeb(scope: IConstruct, options: WebOptions, surroundings: WebSurroundings): WebSettings {
  const { profile, engineFamily, originPrefixListId } = surroundings;
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
    'leave headroom for the minutes until a new server helps',
  );
  requireInteger(
    'web.targetRequestsPerMinute',
    options.targetRequestsPerMinute,
    1,
    Number.MAX_SAFE_INTEGER,
    'measure what one server can answer',
  );
  requireKnown(
    'web.releaseWatch',
    options.releaseWatch?.isUnresolved() ? options.releaseWatch.toSeconds() : undefined,
    'the deployment waits that much longer',
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
