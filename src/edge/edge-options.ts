import { Duration } from 'aws-cdk-lib';
import type { ICertificate } from 'aws-cdk-lib/aws-certificatemanager';
import { PriceClass } from 'aws-cdk-lib/aws-cloudfront';
import type { GeoRestriction } from 'aws-cdk-lib/aws-cloudfront';
import type { ApplicationLoadBalancer } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import type { EdgeSupport } from './edge-support';
import { WebAcl } from './web-acl';
import { Profile } from '../core/profile';
import { invalid, requireInteger, requireKnown } from '../core/validation';
import type { IMonitoring } from '../monitoring/i-monitoring';
import type { LogBucket } from '../storage/log-bucket';
import type { OriginHeader } from '../web/origin-header';
import { requirePrefixListId } from '../web/origin-prefix-list';

/** The longest time that CloudFront waits for an origin with the default quota. */
const MAX_READ_SECONDS = 120;
const MAX_SECRET_VERSION = 1_000_000;

/** Options of the edge: CloudFront, the web ACL, and the connection to the load balancer. */
export interface EdgeOptions {
  /**
   * The web ACL that filters requests before they reach the shop.
   *
   * @default WebAcl.managed()
   */
  readonly webAcl?: WebAcl;

  /**
   * The edge locations of CloudFront that serve visitors. Fewer locations cost less, and are slower for visitors far
   * away.
   *
   * @default - all locations in production, North America and Europe in development
   */
  readonly priceClass?: PriceClass;

  /**
   * The countries whose visitors are served, or refused.
   *
   * @default - visitors from all countries are served
   */
  readonly geoRestriction?: GeoRestriction;

  /**
   * The time that CloudFront waits for a response of the load balancer before it answers with an error: whole seconds
   * from 1 to 120. Set it above the time of the slowest page.
   *
   * @default Duration.seconds(30)
   */
  readonly originReadTimeout?: Duration;

  /**
   * The version of the secret for origin verification, from 1 to 1000000. Raise it by one to generate a new secret.
   * Both sides change in one deployment; during that deployment some requests may be refused.
   *
   * @default 1
   */
  readonly originSecretVersion?: number;

  /**
   * The id of the AWS-managed prefix list `com.amazonaws.global.cloudfront.origin-facing` in the stack's Region. The
   * load balancer accepts connections from its addresses only.
   *
   * @default - from a table of Regions; required in a Region that is not in the table
   */
  readonly originPrefixListId?: string;
}

/** The defaults that depend on the profile. */
export const EDGE_DEFAULTS = {
  [Profile.PRODUCTION]: { priceClass: PriceClass.PRICE_CLASS_ALL },
  [Profile.DEVELOPMENT]: { priceClass: PriceClass.PRICE_CLASS_100 },
} as const;

/** Validated options with all defaults filled in. */
export interface EdgeSettings {
  readonly profile: Profile;
  readonly webAcl: WebAcl;
  readonly priceClass: PriceClass;
  readonly geoRestriction?: GeoRestriction;
  readonly originReadTimeout: Duration;
  readonly originSecretVersion: number;
  readonly originPrefixListId?: string;
}

/** Settings of the edge, and what it needs from other rooms. */
export interface EdgeProps extends EdgeSettings {
  /** Receives the edge's alarm and widgets. */
  readonly monitoring: IMonitoring;
  /** Encrypts the log of the web ACL when that is in the shop's stack. */
  readonly encryptionKey: IKey;
  /** The origin of all requests except those for media. */
  readonly loadBalancer: ApplicationLoadBalancer;
  /** True when the load balancer has a certificate for the shop's domain, so that CloudFront uses HTTPS to it. */
  readonly httpsToOrigin: boolean;
  /** The header for origin verification. */
  readonly originHeader: Pick<OriginHeader, 'headerName' | 'secret'>;
  /** The origin of requests for media. */
  readonly mediaBucket: IBucket;
  /** Stores the access logs of the edge's log bucket. */
  readonly logBucket: LogBucket;
  /** Decides the stack of resources that must be in us-east-1. */
  readonly support: EdgeSupport;
  /** The shop's domain names; undefined when visitors use the name that CloudFront assigns. */
  readonly domainNames?: string[];
  /** The certificate of the shop's domain, in us-east-1; undefined when CloudFront's default certificate is used. */
  readonly certificate?: ICertificate;
}

/**
 * Validates the options and fills in the defaults.
 *
 * @param options - as the user wrote them
 * @param profile - decides the edge locations
 * @throws an error when an option is invalid: it names the option, the expected and the given value, and the fix
 */
export function resolveEdge(options: EdgeOptions, profile: Profile): EdgeSettings {
  validateEdge(options);
  return {
    profile,
    webAcl: options.webAcl ?? WebAcl.managed(),
    priceClass: options.priceClass ?? EDGE_DEFAULTS[profile].priceClass,
    geoRestriction: options.geoRestriction,
    originReadTimeout: options.originReadTimeout ?? Duration.seconds(30),
    originSecretVersion: options.originSecretVersion ?? 1,
    originPrefixListId: options.originPrefixListId,
  };
}

/** Refuses values that CloudFront or the load balancer would refuse at deployment. */
function validateEdge(options: EdgeOptions): void {
  const { originReadTimeout: timeout } = options;
  requireKnown(
    'edge.originReadTimeout',
    timeout?.isUnresolved() ? timeout.toSeconds({ integral: false }) : undefined,
    'CDK checks it',
  );
  requireKnown('edge.originSecretVersion', options.originSecretVersion, "it is part of the secret's logical id");
  if (timeout && !timeout.isUnresolved()) {
    const seconds = timeout.toSeconds({ integral: false });
    if (!Number.isInteger(seconds) || seconds < 1 || seconds > MAX_READ_SECONDS) {
      invalid({
        prop: 'edge.originReadTimeout',
        expected: `a whole number of seconds from 1 to ${MAX_READ_SECONDS}`,
        got: timeout.toHumanString(),
        fix: 'choose a time that CloudFront supports; move longer work to a queue and answer at once',
      });
    }
  }
  requireInteger(
    'edge.originSecretVersion',
    options.originSecretVersion,
    1,
    MAX_SECRET_VERSION,
    'raise it by one to change the secret',
  );
  requirePrefixListId(options.originPrefixListId);
}
