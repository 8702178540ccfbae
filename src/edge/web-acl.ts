import { MAX_RATE, MIN_RATE, validatePathLimits } from './limited-paths';
import type { PathRateLimits } from './path-limits';
import { invalid, requireInteger, requireMatch, isConcrete } from '../core/validation';

/** How strict the managed web ACL is. */
export interface ManagedWebAclOptions {
  /**
   * How many requests one address may make in five minutes before it is blocked until it slows down. Visitors behind
   * one company's or provider's gateway share an address, so a low limit locks out customers. Events of payment
   * providers (`POST /webhooks/`) are not counted here, but by `pathLimits.webhooks`.
   *
   * @default 5000
   */
  readonly rateLimit?: number;

  /**
   * Rules of AWS's common rule set that only count what they would block, such as `CrossSiteScripting_BODY` for a shop
   * whose editors send HTML. `SizeRestrictions_BODY` always counts: it blocks every body over 8 KB, which is every
   * product image.
   * (https://docs.aws.amazon.com/waf/latest/developerguide/aws-managed-rule-groups-baseline.html)
   *
   * @default - every other rule blocks
   */
  readonly countedRules?: string[];

  /**
   * Limits of one address for the sign-in, the checkout and other single paths.
   *
   * @default - each path's own limit, which blocks
   */
  readonly pathLimits?: PathRateLimits;

  /**
   * Lets a browser prove with a script, which its user does not notice, that it is one, before it opens and sends the
   * checkout. Browsers without JavaScript, and apps that send `POST /checkout` themselves, can then no longer order:
   * their form is answered with 202 and is not forwarded. A form that stays open for more than three hours is lost as
   * well. AWS charges for every challenge that is served, and for two more rules (https://aws.amazon.com/waf/pricing/).
   *
   * @default false
   */
  readonly challengeCheckout?: boolean;
}

/** Which web ACL stands in front of the shop: the managed one, or one of yours. */
export class WebAcl {
  /**
   * AWS's managed rules (common, known bad inputs, SQL injection, IP reputation) and limits on requests per address, in
   * general and for single paths. About sixteen dollars a month and 0.60 dollars for a million requests; Bot Control
   * and Fraud Control, which cost extra, are left out.
   *
   * @param options how strict it is
   * @throws an error when a limit is not one that AWS WAF accepts
   */
  public static managed(options: ManagedWebAclOptions = {}): WebAcl {
    requireInteger(
      'edge.webAcl.rateLimit',
      options.rateLimit,
      MIN_RATE,
      MAX_RATE,
      'AWS WAF counts requests of one address over five minutes',
    );
    for (const rule of options.countedRules ?? []) {
      requireMatch(
        'edge.webAcl.countedRules',
        rule,
        /^[A-Za-z0-9_]+$/,
        'names of rules',
        'take them from the documentation of AWSManagedRulesCommonRuleSet',
      );
    }
    validatePathLimits(options.pathLimits);
    return new WebAcl(undefined, options);
  }

  /**
   * A web ACL that exists, such as the one that AWS Firewall Manager or a security team keeps.
   *
   * @param webAclArn the ARN of a web ACL of scope CLOUDFRONT, which is in us-east-1
   * @throws an error when it is a regional web ACL, which CloudFront refuses at deployment
   */
  public static existing(webAclArn: string): WebAcl {
    if (isConcrete(webAclArn) && !/^arn:[^:]+:wafv2:us-east-1:\d{12}:global\/webacl\/.+$/.test(webAclArn)) {
      invalid({
        prop: 'edge.webAcl',
        expected: 'the ARN of a web ACL for CloudFront (arn:aws:wafv2:us-east-1:<account>:global/webacl/<name>/<id>)',
        got: webAclArn,
        fix: 'make it with scope CLOUDFRONT in us-east-1, or use WebAcl.managed()',
      });
    }
    return new WebAcl(webAclArn, {});
  }

  /** @internal */
  public readonly _arn?: string;

  /** @internal */
  public readonly _options: ManagedWebAclOptions;

  private constructor(arn: string | undefined, options: ManagedWebAclOptions) {
    this._arn = arn;
    this._options = options;
  }
}
