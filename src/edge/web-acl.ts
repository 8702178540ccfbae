import { MAX_RATE, MIN_RATE, validatePathLimits } from './limited-paths';
import type { PathRateLimits } from './path-limits';
import { invalid, requireInteger, requireMatch, isConcrete } from '../core/validation';

/** Options of the managed web ACL. */
export interface ManagedWebAclOptions {
  /**
   * The number of requests that one IP address may send in five minutes, from 10 to 2000000000. Further requests are
   * answered with 429 until its rate falls below the limit. Visitors behind the gateway of one company or provider
   * share an address, so a low limit locks out customers. Events of payment providers (`POST /webhooks/`) are limited
   * by `pathLimits.webhooks` instead.
   *
   * @default 5000
   */
  readonly rateLimit?: number;

  /**
   * Rules of AWS's common rule set that count requests instead of blocking them, such as `CrossSiteScripting_BODY` for
   * a shop whose editors send HTML. `SizeRestrictions_BODY` always counts, because it would block every body over 8 KB,
   * and so every product image.
   * (https://docs.aws.amazon.com/waf/latest/developerguide/aws-managed-rule-groups-baseline.html)
   *
   * @default - every other rule blocks
   */
  readonly countedRules?: string[];

  /**
   * Rate limits of one IP address for single paths, such as the sign-in and the checkout.
   *
   * @default - the default limit of each path, which blocks
   */
  readonly pathLimits?: PathRateLimits;

  /**
   * Requires a browser to solve a silent challenge, a script that its user does not notice, before it opens and submits
   * the checkout. Browsers without JavaScript, and apps that send `POST /checkout` themselves, can then no longer
   * order: AWS WAF answers with 202 and does not forward the form. A form that stays open for more than three hours is
   * lost as well. AWS charges for every challenge and for two more rules (https://aws.amazon.com/waf/pricing/).
   *
   * @default false
   */
  readonly challengeCheckout?: boolean;
}

/** The web ACL in front of the shop: the managed one, or an existing one. */
export class WebAcl {
  /**
   * Returns a web ACL with AWS's managed rules (common, known bad inputs, SQL injection, IP reputation) and with rate
   * limits for each IP address, in general and for single paths. It costs about 16 USD a month and 0.60 USD for a
   * million requests. Bot Control and Fraud Control, which cost extra, are not included.
   *
   * @param options limits, and rules that only count
   * @throws an error when AWS WAF does not accept a limit, or when a rule name is malformed
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
   * Returns an existing web ACL, such as one that AWS Firewall Manager or a security team manages.
   *
   * @param webAclArn the ARN of a web ACL of scope CLOUDFRONT, which is in us-east-1
   * @throws an error when the ARN is that of a regional web ACL, which CloudFront refuses at deployment
   */
  public static existing(webAclArn: string): WebAcl {
    if (isConcrete(webAclArn) && !/^arn:[^:]+:wafv2:us-east-1:\d{12}:global\/webacl\/.+$/.test(webAclArn)) {
      invalid({
        prop: 'edge.webAcl',
        expected: 'the ARN of a web ACL for CloudFront (arn:aws:wafv2:us-east-1:<account>:global/webacl/<name>/<id>)',
        got: webAclArn,
        fix: 'create it with scope CLOUDFRONT in us-east-1, or use WebAcl.managed()',
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
