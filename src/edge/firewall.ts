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

/** What the firewall needs to find its place. */
export interface FirewallProps {
  /** Decides how long the log is kept. */
  readonly profile: Profile;

  /** Encrypts the log when the web ACL stands in the shop's own stack. */
  readonly encryptionKey: IKey;

  /** Answers where a web ACL for CloudFront can live. */
  readonly support: EdgeSupport;

  /** What is protected when a web ACL for CloudFront cannot be made. */
  readonly loadBalancer: ApplicationLoadBalancer;

  /** The header by which the load balancer knows CloudFront: its value never reaches the log. */
  readonly originHeaderName: string;

  /** Which web ACL. */
  readonly webAcl: WebAcl;
}

/** The web ACL in its place: before CloudFront where us-east-1 can be reached, before the load balancer where the Region is unknown. */
export class Firewall extends Construct {
  /** The ARN of the web ACL that CloudFront asks; undefined while it stands before the load balancer. */
  public readonly distributionWebAclArn?: string;

  /** The managed web ACL, its rules and its log; undefined when an existing one is used. */
  public readonly managed?: ManagedWebAcl;

  /** The header in which CloudFront tells the web ACL the visitor's address; undefined when the web ACL sees it itself. */
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
      "The stack's Region is unknown, so the web ACL, which for CloudFront must be in us-east-1, stands before the load balancer: without the rules on " +
        'the reputation of addresses, and not before `/media/*`. In Regions that need opting in, CloudFront delivers no access logs. ' +
        'Set `env.region` of the stack, or `edge.webAcl` to WebAcl.existing(...).',
    );
  }

  /**
   * What the web ACL blocked, for the dashboard; nothing for an existing one, whose metrics have a name that only its owner knows.
   *
   * @param width of the widget, of 24 columns
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
