import { invalid, requireInteger, requireMatch, isConcrete } from '../core/validation';

/** The least that AWS WAF accepts (https://docs.aws.amazon.com/waf/latest/developerguide/waf-rule-statement-type-rate-based-high-level-settings.html). */
const MIN_RATE = 10;
const MAX_RATE = 2_000_000_000;
const DEFAULT_RATE = 2000;

/** How strict the managed web ACL is. */
export interface ManagedWebAclOptions {
  /**
   * How many requests one address may make in five minutes before it is blocked until it slows down. Visitors behind one company's or
   * provider's gateway share an address, so a low limit locks out customers.
   *
   * @default 2000
   */
  readonly rateLimit?: number;

  /**
   * Rules of AWS's common rule set that only count what they would block, such as `CrossSiteScripting_BODY` for a shop whose editors
   * send HTML. `SizeRestrictions_BODY` always counts: it blocks every body over 8 KB, which is every product image.
   * (https://docs.aws.amazon.com/waf/latest/developerguide/aws-managed-rule-groups-baseline.html)
   *
   * @default - every other rule blocks
   */
  readonly countedRules?: string[];
}

/** Which web ACL stands in front of the shop: the managed one, or one of yours. */
export class WebAcl {
  /**
   * AWS's managed rules (common, known bad inputs, SQL injection, IP reputation) and a limit on requests per address. About ten dollars
   * a month and 0.60 dollars for a million requests; Bot Control and Fraud Control, which cost extra, are left out.
   *
   * @param options how strict it is
   * @throws an error when the rate limit is not one that AWS WAF accepts
   */
  public static managed(options: ManagedWebAclOptions = {}): WebAcl {
    requireInteger('edge.webAcl.rateLimit', options.rateLimit, MIN_RATE, MAX_RATE, 'AWS WAF counts requests of one address over five minutes');
    for (const rule of options.countedRules ?? []) {
      requireMatch('edge.webAcl.countedRules', rule, /^[A-Za-z0-9_]+$/, 'names of rules', 'take them from the documentation of AWSManagedRulesCommonRuleSet');
    }
    return new WebAcl(undefined, options.rateLimit ?? DEFAULT_RATE, options.countedRules ?? []);
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
    return new WebAcl(webAclArn, DEFAULT_RATE, []);
  }

  /** @internal */
  public readonly _arn?: string;

  /** @internal */
  public readonly _rateLimit: number;

  /** @internal */
  public readonly _countedRules: string[];

  private constructor(arn: string | undefined, rateLimit: number, countedRules: string[]) {
    this._arn = arn;
    this._rateLimit = rateLimit;
    this._countedRules = countedRules;
  }
}
