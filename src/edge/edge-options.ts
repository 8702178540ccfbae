import { Duration } from 'aws-cdk-lib';
import type { GeoRestriction, PriceClass } from 'aws-cdk-lib/aws-cloudfront';
import type { WebAcl } from './web-acl';
import { invalid, requireInteger, requireKnown } from '../core/validation';
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

/**
 * Refuses what CloudFront or the load balancer would refuse at deployment.
 *
 * @internal
 */
export function validateEdge(options: EdgeOptions): void {
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
