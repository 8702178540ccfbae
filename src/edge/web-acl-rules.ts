import type * as wafv2 from 'aws-cdk-lib/aws-wafv2';
import { LIMITED_PATHS } from './limited-paths';
import type { LimitedPath } from './limited-paths';
import type { PathRateLimit } from './path-limits';
import type { ManagedWebAclOptions } from './web-acl';
import { PATHS } from '../contract/paths';

/**
 * 300 customers behind one carrier's gateway need 4000 requests for pages and pictures in an evening
 * (`test/edge/firewall-attacks.test.ts`).
 */
const DEFAULT_RATE = 5000;
const RATE_WINDOW_SECONDS = 300;
/** The shortest window of AWS WAF: it blocks an address, and allows it again, within about a minute. */
const PATH_WINDOW_SECONDS = 60;
/** Opening the form requires a token that is at most an hour old; the form may then stay open for three hours. */
const CHECKOUT_PAGE_TOKEN_SECONDS = 3600;
const CHECKOUT_TOKEN_SECONDS = 4 * 3600;

type Field = wafv2.CfnWebACL.FieldToMatchProperty;
type Statement = wafv2.CfnWebACL.StatementProperty;
type Aggregation = Pick<wafv2.CfnWebACL.RateBasedStatementProperty, 'aggregateKeyType' | 'customKeys'>;
type Rule = Omit<wafv2.CfnWebACL.RuleProperty, 'priority' | 'visibilityConfig'>;

/**
 * Builds the rules of the managed web ACL, in the order of their priority.
 *
 * @param options - limits, counted rules and the challenge
 * @param addressHeader - carries the visitor's address; undefined when the web ACL receives the address itself
 */
export function webAclRules(options: ManagedWebAclOptions, addressHeader?: string): wafv2.CfnWebACL.RuleProperty[] {
  const counted = [...new Set(['SizeRestrictions_BODY', ...(options.countedRules ?? [])])];
  const rules: Rule[] = [
    generalLimit(options, addressHeader),
    ...LIMITED_PATHS.map((limited) => pathLimit(limited, options.pathLimits?.[limited.option], addressHeader)),
    ...(options.challengeCheckout ? checkoutChallenges() : []),
    // Evaluates the source address, which at the load balancer is CloudFront's.
    ...(addressHeader ? [] : [managed('ip-reputation', 'AWSManagedRulesAmazonIpReputationList')]),
    managed('common', 'AWSManagedRulesCommonRuleSet', counted),
    managed('known-bad-inputs', 'AWSManagedRulesKnownBadInputsRuleSet'),
    managed('sql-injection', 'AWSManagedRulesSQLiRuleSet'),
  ];
  return rules.map((rule, priority) => ({ ...rule, priority, visibilityConfig: visibility(rule.name) }));
}

/** Returns the settings that publish metrics and samples of a rule or web ACL in CloudWatch. */
export function visibility(metricName: string): wafv2.CfnWebACL.VisibilityConfigProperty {
  return { metricName, cloudWatchMetricsEnabled: true, sampledRequestsEnabled: true };
}

/** Limits all requests except webhooks, which come from a few addresses and have a separate limit. */
function generalLimit({ rateLimit = DEFAULT_RATE }: ManagedWebAclOptions, addressHeader?: string): Rule {
  // Not decoded: a provider sends the plain path. A request with an encoded path is counted by both rules.
  const webhooks = allOf([startsWith(PATHS.webhooks, 'NONE'), hasMethod('POST')]);
  const scope = { notStatement: { statement: webhooks } };
  return rateRule('rate-limit', rateLimit, RATE_WINDOW_SECONDS, scope, addressHeader);
}

function pathLimit(limited: LimitedPath, given: PathRateLimit = {}, addressHeader?: string): Rule {
  const { name, path, methods, limit } = limited;
  const scope = allOf([decodedPath(path), anyOf(methods.map(hasMethod))]);
  const rule = rateRule(name, given.limit ?? limit, PATH_WINDOW_SECONDS, scope, addressHeader);
  return given.countOnly ? { ...rule, action: { count: {} } } : rule;
}

function rateRule(name: string, limit: number, windowSeconds: number, scope: Statement, addressHeader?: string): Rule {
  const retryAfter = { name: 'retry-after', value: String(windowSeconds) };
  const aggregation = aggregationBy(addressHeader);
  return {
    name,
    // The shop answers with the same status when its rate limits are exceeded.
    action: { block: { customResponse: { responseCode: 429, responseHeaders: [retryAfter] } } },
    statement: {
      rateBasedStatement: { limit, evaluationWindowSec: windowSeconds, scopeDownStatement: scope, ...aggregation },
    },
  };
}

/** Aggregates by the visitor's address: the source address, or the value of the header. */
function aggregationBy(addressHeader?: string): Aggregation {
  if (!addressHeader) return { aggregateKeyType: 'IP' };
  return {
    aggregateKeyType: 'CUSTOM_KEYS',
    customKeys: [{ header: { name: addressHeader, textTransformations: [{ priority: 0, type: 'NONE' }] } }],
  };
}

/**
 * Returns the rules that challenge the browser when the form is opened, and require the token when it is submitted. AWS
 * WAF answers a request without a token with 202 and does not forward it; only opening a page can run the challenge.
 * Labels of tokens (`awswaf:managed:token:accepted`) exist only with Bot Control or Fraud Control, which cost extra.
 * (https://docs.aws.amazon.com/waf/latest/developerguide/waf-captcha-and-challenge-actions.html,
 * https://docs.aws.amazon.com/waf/latest/developerguide/waf-tokens-labeling.html)
 */
function checkoutChallenges(): Rule[] {
  return [
    challenge('challenge-checkout-page', 'GET', CHECKOUT_PAGE_TOKEN_SECONDS),
    challenge('challenge-checkout', 'POST', CHECKOUT_TOKEN_SECONDS),
  ];
}

function challenge(name: string, method: string, immunityTime: number): Rule {
  return {
    name,
    action: { challenge: {} },
    challengeConfig: { immunityTimeProperty: { immunityTime } },
    statement: allOf([decodedPath(PATHS.checkout), hasMethod(method)]),
  };
}

function managed(name: string, group: string, counted: string[] = []): Rule {
  const ruleActionOverrides = counted.map((rule) => ({ name: rule, actionToUse: { count: {} } }));
  return {
    name,
    overrideAction: { none: {} },
    statement: {
      managedRuleGroupStatement: {
        vendorName: 'AWS',
        name: group,
        ruleActionOverrides: ruleActionOverrides.length > 0 ? ruleActionOverrides : undefined,
      },
    },
  };
}

/**
 * Matches a path and all paths below it in every URL encoding. The shop's routers decode a path once and do not
 * normalize it otherwise: a path in another case, with a double slash or with `/x/..` does not exist.
 * `NORMALIZE_PATH` would weaken the rule, because `/api/orders/../delivery` reaches the orders' handler unchanged. A
 * match of the beginning includes suffixes such as `/sign-in/` and `/sign-in;x`.
 */
function decodedPath(path: string): Statement {
  return startsWith(path, 'URL_DECODE');
}

function startsWith(searchString: string, transformation: string): Statement {
  return match({ uriPath: {} }, 'STARTS_WITH', searchString, transformation);
}

function hasMethod(method: string): Statement {
  return match({ method: {} }, 'EXACTLY', method, 'NONE');
}

function match(fieldToMatch: Field, positionalConstraint: string, searchString: string, type: string): Statement {
  const textTransformations = [{ priority: 0, type }];
  return { byteMatchStatement: { fieldToMatch, positionalConstraint, searchString, textTransformations } };
}

function allOf(statements: Statement[]): Statement {
  return { andStatement: { statements } };
}

/** Combines statements with OR; AWS WAF does not accept an OR of a single statement. */
function anyOf(statements: Statement[]): Statement {
  return statements.length === 1 ? statements[0] : { orStatement: { statements } };
}
