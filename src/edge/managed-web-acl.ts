import type { IKey } from 'aws-cdk-lib/aws-kms';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as wafv2 from 'aws-cdk-lib/aws-wafv2';
import { Construct } from 'constructs';
import { arnHere } from '../core/arn';
import { physicalName } from '../core/naming';
import { profileDefaults } from '../core/profile';
import type { Profile } from '../core/profile';

const MAX_LOG_GROUP_NAME = 512;
const MAX_METRIC_NAME = 128;
const RATE_WINDOW_SECONDS = 300;

/** What the managed web ACL is made of. */
export interface ManagedWebAclProps {
  /** Decides how long its log is kept. */
  readonly profile: Profile;

  /** Encrypts its log, which holds visitors' addresses. */
  readonly encryptionKey: IKey;

  /** Requests of one address in five minutes. */
  readonly rateLimit: number;

  /** Rules of the common rule set that only count. */
  readonly countedRules: string[];

  /** Headers whose value never reaches the log. */
  readonly redactedHeaders: string[];

  /**
   * The header that carries the visitor's address to a load balancer behind CloudFront, where the source address is CloudFront's. Makes a
   * regional web ACL, without the rules that judge the source address.
   *
   * @default - a web ACL for CloudFront, which sees the visitor's address itself
   */
  readonly addressHeader?: string;
}

/** The managed rules, the rate limit and their log. AWS WAF has no L2, this is the small one that a shop needs. */
export class ManagedWebAcl extends Construct {
  /** The web ACL. */
  public readonly webAcl: wafv2.CfnWebACL;

  /** What the rules blocked or counted. */
  public readonly logGroup: logs.LogGroup;

  /** The value of the dimension `WebACL` of its metrics. */
  public readonly metricName: string;

  constructor(scope: Construct, id: string, props: ManagedWebAclProps) {
    super(scope, id);
    const { logRetention, dataRemovalPolicy } = profileDefaults(props.profile);
    this.metricName = physicalName(this, 'shop', MAX_METRIC_NAME);
    this.webAcl = new wafv2.CfnWebACL(this, 'Resource', {
      scope: props.addressHeader ? 'REGIONAL' : 'CLOUDFRONT',
      defaultAction: { allow: {} },
      visibilityConfig: visibility(this.metricName),
      rules: rules(props),
    });
    this.logGroup = new logs.LogGroup(this, 'Logs', {
      logGroupName: physicalName(this, 'aws-waf-logs', MAX_LOG_GROUP_NAME),
      encryptionKey: props.encryptionKey,
      retention: logRetention,
      removalPolicy: dataRemovalPolicy,
    });
    // AWS WAF itself adds the resource policy by which it may write, when logging is turned on.
    new wafv2.CfnLoggingConfiguration(this, 'Logging', {
      resourceArn: this.webAcl.attrArn,
      logDestinationConfigs: [arnHere('logs', 'log-group:${Log}', { Log: this.logGroup.logGroupName })],
      redactedFields: props.redactedHeaders.map((header) => ({ singleHeader: { Name: header } })),
      // What was let through stands in the access logs already, at a fraction of the price.
      loggingFilter: {
        DefaultBehavior: 'DROP',
        Filters: [{
          Behavior: 'KEEP',
          Requirement: 'MEETS_ANY',
          Conditions: ['BLOCK', 'COUNT', 'EXCLUDED_AS_COUNT'].map((action) => ({ ActionCondition: { Action: action } })),
        }],
      },
    });
  }
}

function rules(props: ManagedWebAclProps): wafv2.CfnWebACL.RuleProperty[] {
  const counted = [...new Set(['SizeRestrictions_BODY', ...props.countedRules])];
  const statements: Omit<wafv2.CfnWebACL.RuleProperty, 'priority' | 'visibilityConfig'>[] = [
    { name: 'rate-limit', action: { block: {} }, statement: { rateBasedStatement: rateLimit(props) } },
    // Judges the source address, which behind CloudFront is CloudFront's own.
    ...props.addressHeader ? [] : [managed('ip-reputation', 'AWSManagedRulesAmazonIpReputationList')],
    managed('common', 'AWSManagedRulesCommonRuleSet', counted),
    managed('known-bad-inputs', 'AWSManagedRulesKnownBadInputsRuleSet'),
    managed('sql-injection', 'AWSManagedRulesSQLiRuleSet'),
  ];
  return statements.map((rule, priority) => ({ ...rule, priority, visibilityConfig: visibility(rule.name) }));
}

function rateLimit(props: ManagedWebAclProps): wafv2.CfnWebACL.RateBasedStatementProperty {
  const limit = { limit: props.rateLimit, evaluationWindowSec: RATE_WINDOW_SECONDS };
  if (!props.addressHeader) return { ...limit, aggregateKeyType: 'IP' };
  return {
    ...limit,
    aggregateKeyType: 'CUSTOM_KEYS',
    customKeys: [{ header: { name: props.addressHeader, textTransformations: [{ priority: 0, type: 'NONE' }] } }],
  };
}

function managed(name: string, group: string, counted: string[] = []): Omit<wafv2.CfnWebACL.RuleProperty, 'priority' | 'visibilityConfig'> {
  return {
    name,
    overrideAction: { none: {} },
    statement: {
      managedRuleGroupStatement: {
        vendorName: 'AWS',
        name: group,
        ruleActionOverrides: counted.length > 0 ? counted.map((rule) => ({ name: rule, actionToUse: { count: {} } })) : undefined,
      },
    },
  };
}

function visibility(metricName: string): wafv2.CfnWebACL.VisibilityConfigProperty {
  return { metricName, cloudWatchMetricsEnabled: true, sampledRequestsEnabled: true };
}
