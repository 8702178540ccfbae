import { ArnFormat } from 'aws-cdk-lib';
import type { ApplicationLoadBalancer } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import * as wafv2 from 'aws-cdk-lib/aws-wafv2';
import { createLogGroup, nameOf } from './foundation';
import type { Foundation } from './foundation';

/** The header with the visitor's address, which CloudFront sets for the web ACL. */
export const ADDRESS_HEADER = 'x-shop-viewer-address';

type Statement = wafv2.CfnWebACL.StatementProperty;
type Rule = Omit<wafv2.CfnWebACL.RuleProperty, 'priority' | 'visibilityConfig'>;

/**
 * Creates a web ACL at the load balancer, because one for CloudFront must be in us-east-1.
 *
 * @returns the name of its metrics
 */
export function createFirewall(
  foundation: Foundation,
  loadBalancer: ApplicationLoadBalancer,
  originHeaderName: string,
): string {
  const { stack } = foundation;
  const metricName = nameOf(foundation, 'shop');
  const webAcl = new wafv2.CfnWebACL(stack, 'WebAcl', {
    scope: 'REGIONAL',
    defaultAction: { allow: {} },
    visibilityConfig: visibility(metricName),
    rules: rules().map((rule, priority) => ({ ...rule, priority, visibilityConfig: visibility(rule.name) })),
  });
  const logGroup = createLogGroup(foundation, 'WebAclLogs', `aws-waf-logs-${metricName}`);
  new wafv2.CfnLoggingConfiguration(stack, 'WebAclLogging', {
    resourceArn: webAcl.attrArn,
    logDestinationConfigs: [
      stack.formatArn({
        service: 'logs',
        resource: 'log-group',
        resourceName: logGroup.logGroupName,
        arnFormat: ArnFormat.COLON_RESOURCE_NAME,
      }),
    ],
    redactedFields: ['authorization', 'cookie', originHeaderName.toLowerCase()].map((header) => ({
      singleHeader: { Name: header },
    })),
    loggingFilter: {
      DefaultBehavior: 'DROP',
      Filters: [
        {
          Behavior: 'KEEP',
          Requirement: 'MEETS_ANY',
          Conditions: ['BLOCK', 'COUNT', 'EXCLUDED_AS_COUNT'].map((action) => ({
            ActionCondition: { Action: action },
          })),
        },
      ],
    },
  });
  new wafv2.CfnWebACLAssociation(stack, 'WebAclAssociation', {
    resourceArn: loadBalancer.loadBalancerArn,
    webAclArn: webAcl.attrArn,
  });
  return metricName;
}

function rules(): Rule[] {
  const post = matches({ method: {} }, 'EXACTLY', 'POST', 'NONE');
  const put = matches({ method: {} }, 'EXACTLY', 'PUT', 'NONE');
  const below = (path: string, type = 'URL_DECODE') => matches({ uriPath: {} }, 'STARTS_WITH', path, type);
  const posted = (path: string): Statement => ({ andStatement: { statements: [below(path), post] } });
  const webhooks: Statement = { andStatement: { statements: [below('/webhooks/', 'NONE'), post] } };
  const written: Statement = { orStatement: { statements: [post, put] } };
  const orders: Statement = { andStatement: { statements: [below('/api/orders'), written] } };
  return [
    limit('rate-limit', 2000, 300, { notStatement: { statement: webhooks } }),
    limit('sign-in-limit', 100, 60, posted('/sign-in')),
    limit('reset-limit', 60, 60, posted('/reset')),
    limit('checkout-limit', 100, 60, posted('/checkout')),
    limit('cart-limit', 300, 60, posted('/cart')),
    limit('orders-limit', 100, 60, orders),
    limit('webhooks-limit', 1000, 60, posted('/webhooks/')),
    managed('common', 'AWSManagedRulesCommonRuleSet', [{ name: 'SizeRestrictions_BODY', actionToUse: { count: {} } }]),
    managed('known-bad-inputs', 'AWSManagedRulesKnownBadInputsRuleSet'),
    managed('sql-injection', 'AWSManagedRulesSQLiRuleSet'),
  ];
}

function limit(name: string, requests: number, windowSeconds: number, scopeDownStatement: Statement): Rule {
  const retryAfter = { name: 'retry-after', value: String(windowSeconds) };
  return {
    name,
    action: { block: { customResponse: { responseCode: 429, responseHeaders: [retryAfter] } } },
    statement: {
      rateBasedStatement: {
        limit: requests,
        evaluationWindowSec: windowSeconds,
        aggregateKeyType: 'CUSTOM_KEYS',
        customKeys: [{ header: { name: ADDRESS_HEADER, textTransformations: [{ priority: 0, type: 'NONE' }] } }],
        scopeDownStatement,
      },
    },
  };
}

function matches(
  fieldToMatch: wafv2.CfnWebACL.FieldToMatchProperty,
  positionalConstraint: string,
  searchString: string,
  type: string,
): Statement {
  const textTransformations = [{ priority: 0, type }];
  return { byteMatchStatement: { fieldToMatch, positionalConstraint, searchString, textTransformations } };
}

function managed(
  name: string,
  group: string,
  ruleActionOverrides?: wafv2.CfnWebACL.RuleActionOverrideProperty[],
): Rule {
  return {
    name,
    overrideAction: { none: {} },
    statement: { managedRuleGroupStatement: { vendorName: 'AWS', name: group, ruleActionOverrides } },
  };
}

function visibility(metricName: string): wafv2.CfnWebACL.VisibilityConfigProperty {
  return { metricName, cloudWatchMetricsEnabled: true, sampledRequestsEnabled: true };
}
