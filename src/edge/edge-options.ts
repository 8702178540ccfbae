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

/** The most that CloudFront waits for an origin without a raised quota. */
const MAX_READ_SECONDS = 120;
const MAX_SECRET_VERSION = 1_000_000;

/** How visitors reach the shop: CloudFront, the web ACL and the way to the load balancer. */
export interface EdgeOptions {
  /**
   * What filters requests before they reach the shop.
   *
   * @default WebAcl.managed()
   */
  readonly webAcl?: WebAcl;

  /**
   * From which of CloudFront's locations visitors are served; fewer are cheaper, and slower for those far away.
   *
   * @default - all locations in production, North America and Europe in development
   */
  readonly priceClass?: PriceClass;

  /**
   * Countries that are served, or that are not.
   *
   * @default - visitors from everywhere
   */
  readonly geoRestriction?: GeoRestriction;

  /**
   * How long CloudFront waits for an answer of the load balancer before it tells the visitor of a fault. Keep it above the slowest page.
   *
   * @default Duration.seconds(30)
   */
  readonly originReadTimeout?: Duration;

  /**
   * Raise it by one to change the secret header by which the load balancer knows CloudFront. Both sides change in one deployment; while it
   * runs, some requests may be refused.
   *
   * @default 1
   */
  readonly originSecretVersion?: number;

  /**
   * The AWS-managed prefix list `com.amazonaws.global.cloudfront.origin-facing` of the stack's Region, which the load balancer lets in.
   *
   * @default - taken from a table of Regions
   */
  readonly originPrefixListId?: string;
}

/** What differs by profile. */
export const EDGE_DEFAULTS = {
  [Profile.PRODUCTION]: { priceClass: PriceClass.PRICE_CLASS_ALL },
  [Profile.DEVELOPMENT]: { priceClass: PriceClass.PRICE_CLASS_100 },
} as const;

/** The options, checked, with every default filled in. */
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
  /** Where the edge puts its alarm and its widgets. */
  readonly monitoring: IMonitoring;
  /** Encrypts the log of the web ACL when that stands in the shop's own stack. */
  readonly encryptionKey: IKey;
  /** Where requests go that are not for media. */
  readonly loadBalancer: ApplicationLoadBalancer;
  /** Whether the load balancer has a certificate for the shop's domain, and CloudFront speaks HTTPS to it. */
  readonly httpsToOrigin: boolean;
  /** The header by which the load balancer knows CloudFront. */
  readonly originHeader: Pick<OriginHeader, 'headerName' | 'secret'>;
  /** Where requests for media go. */
  readonly mediaBucket: IBucket;
  /** Keeps the access logs of the edge's own log bucket. */
  readonly logBucket: LogBucket;
  /** Answers where things live that must be in us-east-1. */
  readonly support: EdgeSupport;
  /** The shop's domain; absent: the name that CloudFront gives. */
  readonly domainNames?: string[];
  /** The certificate of the shop's domain, in us-east-1; absent: CloudFront's own, for its own name. */
  readonly certificate?: ICertificate;
}

/** @throws an error that names the option, what it must be, what it is, and the way out */
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

/** Refuses what CloudFront or the load balancer would refuse at deployment. */
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
        fix: 'CloudFront waits no longer for an origin; answer at once and go on in a queue',
      });
    }
  }
  requireInteger(
    'edge.originSecretVersion',
    options.originSecretVersion,
    1,
    MAX_SECRET_VERSION,
    'count up from 1 to change the secret',
  );
  requirePrefixListId(options.originPrefixListId);
}
