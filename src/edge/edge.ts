import { Annotations, Aws, Duration, Stack } from 'aws-cdk-lib';
import type { CfnResource } from 'aws-cdk-lib';
import * as cloudfront from 'aws-cdk-lib/aws-cloudfront';
import { LoadBalancerV2Origin, S3BucketOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import type { ApplicationLoadBalancer } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { addressFunction, mediaHeaders, pageBehavior, pageHeaders, pathBehaviors } from './behaviors';
import { addEdgeAlarms } from './edge-alarms';
import { edgeLogBucket } from './edge-logs';
import type { EdgeProps } from './edge-options';
import { Firewall } from './firewall';
import type { ManagedWebAcl } from './managed-web-acl';
import { acknowledge, acknowledgePillar } from '../core/acknowledge';
import { physicalName } from '../core/naming';

const MAX_ACCESS_CONTROL_NAME = 64;
const MAX_COMMENT = 128;

/**
 * CloudFront with the load balancer and the media bucket as origins, protected by a web ACL.
 *
 * The load balancer answers all requests except `/media/*`. CloudFront caches pages as the shop's response headers
 * allow, `/static/*` and `/media/*` always (so name files by their content), and `/api/*` and `/webhooks/payments/*`
 * never. There is no default root object, because `/` is a page of the shop.
 *
 * @example
 * new EcommerceArchitecture(this, 'Shop', {
 *   edge: { webAcl: WebAcl.managed({ rateLimit: 8000 }) },
 * });
 */
export class Edge extends Construct {
  /** @internal */
  public static _create(scope: Construct, id: string, props: EdgeProps): Edge {
    return new Edge(scope, id, props);
  }

  /** The distribution. */
  public readonly distribution: cloudfront.Distribution;

  /** The managed web ACL and its log; undefined when `edge.webAcl` is an existing one. */
  public readonly webAcl?: ManagedWebAcl;

  /**
   * The bucket for CloudFront's access logs. It is in the support stack when the shop's Region is one that an account
   * must opt in to, because CloudFront does not deliver logs there.
   */
  public readonly logBucket: IBucket;

  /** The origin access control with which CloudFront signs its requests to the media bucket. */
  public readonly mediaAccess: cloudfront.S3OriginAccessControl;

  private constructor(scope: Construct, id: string, props: EdgeProps) {
    super(scope, id);
    const firewall = new Firewall(this, 'Firewall', { ...props, originHeaderName: props.originHeader.headerName });
    this.webAcl = firewall.managed;
    this.logBucket = edgeLogBucket(this, props);
    this.mediaAccess = new cloudfront.S3OriginAccessControl(this, 'MediaAccess', {
      originAccessControlName: physicalName(this, 'media-access', MAX_ACCESS_CONTROL_NAME),
      signing: cloudfront.Signing.SIGV4_ALWAYS,
    });
    this.distribution = this.createDistribution(props, firewall.distributionWebAclArn);
    this.grantMediaRead(props.mediaBucket);
    this.acknowledgeFindings(props, firewall.distributionWebAclArn !== undefined);
    addEdgeAlarms(this.distribution, firewall, props);
  }

  private createDistribution(props: EdgeProps, webAclId: string | undefined): cloudfront.Distribution {
    const parts = {
      shop: this.loadBalancerOrigin(props),
      media: S3BucketOrigin.withBucketDefaults(props.mediaBucket, {
        originAccessControlId: this.mediaAccess.originAccessControlId,
      }),
      pageHeaders: pageHeaders(this),
      mediaHeaders: mediaHeaders(this),
      functionAssociations: [
        { function: addressFunction(this), eventType: cloudfront.FunctionEventType.VIEWER_REQUEST },
      ],
    };
    return new cloudfront.Distribution(this, 'Distribution', {
      comment: this.node.path.slice(0, MAX_COMMENT),
      defaultBehavior: pageBehavior(parts),
      additionalBehaviors: pathBehaviors(parts),
      domainNames: props.domainNames,
      // CDK warns of both without a certificate, because CloudFront's default certificate has a fixed policy.
      ...(props.certificate
        ? {
            certificate: props.certificate,
            minimumProtocolVersion: cloudfront.SecurityPolicyProtocol.TLS_V1_2_2021,
            sslSupportMethod: cloudfront.SSLMethod.SNI,
          }
        : {}),
      httpVersion: cloudfront.HttpVersion.HTTP2_AND_3,
      enableIpv6: true,
      priceClass: props.priceClass,
      geoRestriction: props.geoRestriction,
      webAclId,
      enableLogging: true,
      logBucket: this.logBucket,
      logFilePrefix: 'cloudfront/',
      logIncludesCookies: false,
    });
  }

  private loadBalancerOrigin(props: EdgeProps): cloudfront.IOrigin {
    const { headerName, secret } = props.originHeader;
    return new LoadBalancerV2Origin(props.loadBalancer, {
      protocolPolicy: props.httpsToOrigin
        ? cloudfront.OriginProtocolPolicy.HTTPS_ONLY
        : cloudfront.OriginProtocolPolicy.HTTP_ONLY,
      originSslProtocols: [cloudfront.OriginSslPolicy.TLS_V1_2],
      readTimeout: props.originReadTimeout,
      // Below the load balancer's 60 seconds, so that CloudFront never writes into a connection that is being closed.
      keepaliveTimeout: Duration.seconds(50),
      // Unwrapping leaves a dynamic reference, which CloudFormation resolves at deployment.
      customHeaders: { [headerName]: secret.secretValue.unsafeUnwrap() },
    });
  }

  /**
   * Allows CloudFront to read the media bucket. CDK's origin class does the same, but adds a warning to the report of
   * every app with an existing bucket or key.
   */
  private grantMediaRead(bucket: IBucket): void {
    const reader = new ServicePrincipal('cloudfront.amazonaws.com');
    // A policy in another stack that names this distribution would be a circular dependency between the stacks.
    const added =
      Stack.of(bucket) === Stack.of(this) &&
      bucket.addToResourcePolicy(
        new PolicyStatement({
          sid: 'CloudFrontReads',
          principals: [reader],
          actions: ['s3:GetObject'],
          resources: [bucket.arnForObjects('*')],
          conditions: { StringEquals: { 'AWS:SourceArn': this.distribution.distributionArn } },
        }),
      ).statementAdded;
    // The key's policy cannot name the distribution, which depends on the bucket and so on the key.
    const readable =
      !bucket.encryptionKey ||
      bucket.encryptionKey.addToResourcePolicy(
        new PolicyStatement({
          sid: 'CloudFrontReads',
          principals: [reader],
          actions: ['kms:Decrypt'],
          resources: ['*'],
          conditions: {
            ArnLike: { 'AWS:SourceArn': `arn:${Aws.PARTITION}:cloudfront::${Aws.ACCOUNT_ID}:distribution/*` },
          },
        }),
      ).statementAdded;
    if (!added || !readable) {
      Annotations.of(this).addWarningV2(
        'cdk-ecommerce-architecture:media-bucket-policy',
        'The construct cannot change the policy of `storage.mediaBucket` or of its key: allow ' +
          'cloudfront.amazonaws.com ' +
          "to use s3:GetObject (and kms:Decrypt) with the ARN of the shop's distribution as aws:SourceArn, or remove " +
          '`storage.mediaBucket`.',
      );
    }
  }

  private acknowledgeFindings(props: EdgeProps, webAclAtCloudFront: boolean): void {
    if (!props.geoRestriction) {
      acknowledge(
        this.distribution,
        'CloudFrontDistributionGeoRestrictions',
        'A shop sells to visitors from all countries unless `edge.geoRestriction` is set.',
      );
    }
    if (!webAclAtCloudFront) {
      acknowledge(
        this.distribution,
        'CloudFrontDistributionWAFIntegration',
        'The Region is unknown, so the web ACL, which CloudFront requires in us-east-1, protects the load balancer ' +
          'instead, the only origin that runs code.',
      );
    }
    if (webAclAtCloudFront) {
      acknowledge(
        props.loadBalancer,
        'ALBWAFEnabled',
        'The web ACL is at CloudFront, which refuses requests at the edge location nearest to their sender; only ' +
          'CloudFront reaches the load balancer.',
      );
    }
    if (!props.certificate) {
      acknowledge(
        this.distribution,
        'CloudFrontDistributionHttpsViewerNoOutdatedSSL',
        'Without a domain CloudFront uses its default certificate, whose TLS policy cannot be changed.',
      );
      acknowledgePillar(
        this.distribution,
        ['SEC09-BP01-AcmCertificates', 'SEC09-BP02-EncryptedInTransit[MinimumProtocolVersion]'],
        'Without a domain CloudFront uses its default certificate, whose TLS policy cannot be changed. Set ' +
          '`dns.hostedZone` and `dns.domainName`.',
      );
    }
    if (!props.httpsToOrigin) {
      acknowledge(
        this.distribution,
        'CloudFrontDistributionNoOutdatedSSL',
        'Without a domain there is no certificate for the load balancer, so CloudFront uses HTTP; only CloudFront ' +
          'can reach the load balancer, and its requests carry a secret header.',
      );
      this.acknowledgeHttp(props.loadBalancer);
      Annotations.of(this).addWarningV2(
        'cdk-ecommerce-architecture:http-to-origin',
        'CloudFront uses HTTP to the load balancer, because no certificate can be issued without a domain: set ' +
          '`dns.hostedZone` and `dns.domainName`.',
      );
    }
  }

  /** Acknowledges HTTP to the origin. The finding contains a logical id, which can be overridden until synthesis. */
  private acknowledgeHttp(loadBalancer: ApplicationLoadBalancer): void {
    this.node.addValidation({
      validate: () => {
        const id = String(Stack.of(loadBalancer).resolve((loadBalancer.node.defaultChild as CfnResource).logicalId));
        acknowledgePillar(
          this.distribution,
          `SEC09-BP02-EncryptedInTransit[OriginProtocolPolicy:${id}]`,
          'CloudFront uses HTTP to the load balancer, which nothing else can reach, and sends a secret header. Set ' +
            '`dns.hostedZone` and `dns.domainName`.',
        );
        return [];
      },
    });
  }
}
