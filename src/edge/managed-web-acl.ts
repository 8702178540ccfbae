import type { IKey } from 'aws-cdk-lib/aws-kms';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as wafv2 from 'aws-cdk-lib/aws-wafv2';
import { Construct } from 'constructs';
import type { ManagedWebAclOptions } from './web-acl';
import { visibility, webAclRules } from './web-acl-rules';
import { arnHere } from '../core/arn';
import { LIFETIMES } from '../core/lifetimes';
import { physicalName } from '../core/naming';
import type { Profile } from '../core/profile';

const MAX_LOG_GROUP_NAME = 512;
const MAX_METRIC_NAME = 128;

/**
 * Properties of the managed web ACL.
 *
 * @internal
 */
export interface ManagedWebAclProps extends ManagedWebAclOptions {
  /** Decides the retention of its log. */
  readonly profile: Profile;

  /** Encrypts its log, which contains visitors' addresses. */
  readonly encryptionKey: IKey;

  /** Headers whose values are removed from the log. */
  readonly redactedHeaders: string[];

  /**
   * The header with the visitor's address, for a web ACL at a load balancer behind CloudFront, where the source address
   * is CloudFront's. It makes the web ACL a regional one, without the rules that evaluate the source address.
   *
   * @default - a web ACL for CloudFront, which receives the visitor's address itself
   */
  readonly addressHeader?: string;
}

/**
 * A web ACL with AWS's managed rules, rate limits and a log. aws-cdk-lib has only L1 classes for AWS WAF; this is an L2
 * for what a shop needs.
 */
export class ManagedWebAcl extends Construct {
  /** @internal */
  public static _create(scope: Construct, id: string, props: ManagedWebAclProps): ManagedWebAcl {
    return new ManagedWebAcl(scope, id, props);
  }

  /** The web ACL. */
  public readonly webAcl: wafv2.CfnWebACL;

  /** The log of requests that rules blocked or counted. */
  public readonly logGroup: logs.LogGroup;

  /** The value of the dimension `WebACL` of its metrics. */
  public readonly metricName: string;

  private constructor(scope: Construct, id: string, props: ManagedWebAclProps) {
    super(scope, id);
    const { logRetention, dataRemovalPolicy } = LIFETIMES[props.profile];
    this.metricName = physicalName(this, 'shop', MAX_METRIC_NAME);
    this.webAcl = new wafv2.CfnWebACL(this, 'Resource', {
      scope: props.addressHeader ? 'REGIONAL' : 'CLOUDFRONT',
      defaultAction: { allow: {} },
      visibilityConfig: visibility(this.metricName),
      rules: webAclRules(props, props.addressHeader),
    });
    this.logGroup = new logs.LogGroup(this, 'Logs', {
      logGroupName: physicalName(this, 'aws-waf-logs', MAX_LOG_GROUP_NAME),
      encryptionKey: props.encryptionKey,
      retention: logRetention,
      removalPolicy: dataRemovalPolicy,
    });
    // AWS WAF adds the resource policy that allows it to write when logging is turned on.
    new wafv2.CfnLoggingConfiguration(this, 'Logging', {
      resourceArn: this.webAcl.attrArn,
      logDestinationConfigs: [arnHere('logs', 'log-group:${Log}', { Log: this.logGroup.logGroupName })],
      redactedFields: props.redactedHeaders.map((header) => ({ singleHeader: { Name: header } })),
      // Allowed requests are already in the access logs, at a fraction of the price.
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
  }
}
