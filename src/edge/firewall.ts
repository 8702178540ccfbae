import { Annotations, Duration, Stack } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type { ApplicationLoadBalancer } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import * as wafv2 from 'aws-cdk-lib/aws-wafv2';
import { Construct } from 'constructs';
import type { EdgeSupport } from './edge-support';
import { ManagedWebAcl } from './managed-web-acl';
import type { WebAcl } from './web-acl';
import { HEADERS } from '../contract/headers';
import { EncryptionKey } from '../core/encryption-key';
import { GLOBAL_REGION } from '../core/global-region';
import type { Profile } from '../core/profile';

/** Properties of the firewall. */
export interface FirewallProps {
  /** Decides the retention of the log. */
  readonly profile: Profile;

  /** Encrypts the log when the web ACL is in the shop's stack. */
  readonly encryptionKey: IKey;

  /** Decides the stack of a web ACL for CloudFront. */
  readonly support: EdgeSupport;

  /** Protected instead of CloudFront when a web ACL for CloudFront cannot be created. */
  readonly loadBalancer: ApplicationLoadBalancer;

  /** The name of the header for origin verification, whose value is removed from the log. */
  readonly originHeaderName: string;

  /** The managed web ACL or an existing one. */
  readonly webAcl: WebAcl;
}

/**
 * The web ACL: at CloudFront when it can be created in us-east-1, at the load balancer when the Region of the stack is
 * unknown.
 */
export class Firewall extends Construct {
  /** The ARN of CloudFront's web ACL; undefined when the web ACL is at the load balancer. */
  public readonly distributionWebAclArn?: string;

  /** The managed web ACL, its rules and its log; undefined when an existing one is used. */
  public readonly managed?: ManagedWebAcl;

  /** The header with the visitor's address for the web ACL; undefined when the web ACL receives the address itself. */
  public readonly addressHeader?: string;

  private readonly metricName?: string;

  constructor(scope: Construct, id: string, props: FirewallProps) {
    super(scope, id);
    const { support, profile } = props;
    const { webAcl } = props;
    if (webAcl._arn !== undefined) {
      this.distributionWebAclArn = webAcl._arn;
      return;
    }
    const options = { ...webAcl._options, profile };
    const redacted = ['authorization', 'cookie'];
    if (support.available) {
      const place = support._scopeFor(this);
      const encryptionKey = support.inSameStack
        ? props.encryptionKey
        : new EncryptionKey(place, 'Encryption', { profile }).key;
      this.managed = ManagedWebAcl._create(place, 'WebAcl', { ...options, encryptionKey, redactedHeaders: redacted });
      this.distributionWebAclArn = support._publish('WebAclArn', this.managed.webAcl.attrArn);
      this.metricName = support._publish('WebAclMetric', this.managed.metricName);
      return;
    }
    this.addressHeader = HEADERS.viewerAddress;
    this.managed = ManagedWebAcl._create(this, 'WebAcl', {
      ...options,
      encryptionKey: props.encryptionKey,
      addressHeader: HEADERS.viewerAddress,
      redactedHeaders: [...redacted, props.originHeaderName.toLowerCase()],
    });
    this.metricName = this.managed.metricName;
    new wafv2.CfnWebACLAssociation(this, 'Association', {
      resourceArn: props.loadBalancer.loadBalancerArn,
      webAclArn: this.managed.webAcl.attrArn,
    });
    Annotations.of(this).addWarningV2(
      'cdk-ecommerce-architecture:region-unknown',
      "The stack's Region is unknown, so the web ACL, which CloudFront requires in us-east-1, is at the load " +
        'balancer: it does not protect `/media/*` and has no rules on the reputation of addresses. In Regions that ' +
        'an account must opt in to, CloudFront delivers no access logs. Set `env.region` of the stack, or ' +
        '`edge.webAcl` to WebAcl.existing(...).',
    );
  }

  /**
   * Returns a widget of the requests that the web ACL blocked; none for an existing web ACL, because the name of its
   * metrics is unknown.
   *
   * @param width - of the widget, in columns of 24
   */
  public widgets(width: number): cloudwatch.IWidget[] {
    if (!this.metricName) return [];
    const { region } = Stack.of(this);
    return [
      new cloudwatch.GraphWidget({
        title: 'Blocked by the web ACL',
        region: this.addressHeader ? undefined : GLOBAL_REGION,
        width,
        left: [
          new cloudwatch.Metric({
            namespace: 'AWS/WAFV2',
            metricName: 'BlockedRequests',
            statistic: 'Sum',
            period: Duration.minutes(5),
            // Only metrics of regional web ACLs carry the Region.
            dimensionsMap: { WebACL: this.metricName, Rule: 'ALL', ...(this.addressHeader ? { Region: region } : {}) },
          }),
        ],
      }),
    ];
  }
}
