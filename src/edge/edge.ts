import { Annotations, Aws, Duration, Stack } from 'aws-cdk-lib';
import type { CfnResource } from 'aws-cdk-lib';
import * as cloudfront from 'aws-cdk-lib/aws-cloudfront';
import { LoadBalancerV2Origin, S3BucketOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import type { ApplicationLoadBalancer } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { addressFunction, mediaHeaders, pageBehavior, pageHeaders, pathBehaviors } from './behaviors';
import { watchEdge } from './edge-alarms';
import { edgeLogBucket } from './edge-logs';
import type { EdgeProps } from './edge-options';
import { Firewall } from './firewall';
import type { ManagedWebAcl } from './managed-web-acl';
import { acknowledge, acknowledgePillar } from '../core/acknowledge';
import { physicalName } from '../core/naming';

const MAX_ACCESS_CONTROL_NAME = 64;
const MAX_COMMENT = 128;

/**
 * CloudFront in front of the load balancer and the media bucket, and the web ACL in front of both.
 *
 * The load balancer answers everything but `/media/*`. Pages are cached as the shop's headers say, `/static/*` and `/media/*` always
 * (name files by their content), `/api/*` and `/webhooks/payments/*` never. There is no default root object: `/` is a page of the shop,
 * and one would rewrite it to a file that the shop does not have.
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

  /** The managed web ACL and its log; undefined when `edge.webAcl` brings an existing one. */
  public readonly webAcl?: ManagedWebAcl;

  /** The access logs, one file for each location and hour; outside of this stack in Regions to which CloudFront does not deliver. */
  public readonly logBucket: IBucket;

  /** Lets CloudFront, and nobody else, read the media bucket. */
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
    this.letReadMedia(props.mediaBucket);
    this.explain(props, firewall.distributionWebAclArn !== undefined);
    watchEdge(this.distribution, firewall, props);
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
      // CDK warns of either where there is no certificate, as CloudFront's own has a policy of its own.
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
      // Below the load balancer's own 60 seconds, so that CloudFront never writes into a connection that is being closed.
      keepaliveTimeout: Duration.seconds(50),
      // Unwrapping leaves a dynamic reference, which CloudFormation resolves at deployment.
      customHeaders: { [headerName]: secret.secretValue.unsafeUnwrap() },
    });
  }

  /** CDK's own origin class does the same, and warns in the report of every app that brings its bucket or key along. */
  private letReadMedia(bucket: IBucket): void {
    const reader = new ServicePrincipal('cloudfront.amazonaws.com');
    // A policy in another stack that named this distribution would close a circle between the stacks.
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
        'The policy of the bucket given as `storage.mediaBucket`, or of its key, cannot be changed from here: let cloudfront.amazonaws.com use s3:GetObject ' +
          "(and kms:Decrypt) with the ARN of the shop's distribution as aws:SourceArn, or leave `storage.mediaBucket` out.",
      );
    }
  }

  private explain(props: EdgeProps, webAclBeforeCloudFront: boolean): void {
    if (!props.geoRestriction) {
      acknowledge(
        this.distribution,
        'CloudFrontDistributionGeoRestrictions',
        'A shop sells to whoever comes; `edge.geoRestriction` limits the countries.',
      );
    }
    if (!webAclBeforeCloudFront) {
      acknowledge(
        this.distribution,
        'CloudFrontDistributionWAFIntegration',
        'The Region is unknown, so the web ACL, which for CloudFront must be in us-east-1, protects the load balancer instead, the only origin that computes.',
      );
    }
    if (webAclBeforeCloudFront) {
      acknowledge(
        props.loadBalancer,
        'ALBWAFEnabled',
        'The web ACL stands before CloudFront, where requests are turned away nearest to who sends them; CloudFront alone reaches the load balancer.',
      );
    }
    if (!props.certificate) {
      acknowledge(
        this.distribution,
        'CloudFrontDistributionHttpsViewerNoOutdatedSSL',
        'Without a domain CloudFront serves its own name with its own certificate, whose policy it sets itself.',
      );
      acknowledgePillar(
        this.distribution,
        ['SEC09-BP01-AcmCertificates', 'SEC09-BP02-EncryptedInTransit[MinimumProtocolVersion]'],
        'Without a domain CloudFront serves its own name with its own certificate, whose policy it sets itself. Set `dns.hostedZone` and `dns.domainName`.',
      );
    }
    if (!props.httpsToOrigin) {
      acknowledge(
        this.distribution,
        'CloudFrontDistributionNoOutdatedSSL',
        'Without a domain there is no certificate for the load balancer, so CloudFront speaks HTTP to it; only CloudFront reaches it, and with a secret header.',
      );
      this.acknowledgeHttp(props.loadBalancer);
      Annotations.of(this).addWarningV2(
        'cdk-ecommerce-architecture:http-to-origin',
        'CloudFront speaks HTTP to the load balancer, as no certificate can be issued without a domain: set `dns.hostedZone` and `dns.domainName`.',
      );
    }
  }
  /** The finding names the origin by its logical id, which may still be overridden until the synth. */
  private acknowledgeHttp(loadBalancer: ApplicationLoadBalancer): void {
    this.node.addValidation({
      validate: () => {
        const id = String(Stack.of(loadBalancer).resolve((loadBalancer.node.defaultChild as CfnResource).logicalId));
        acknowledgePillar(
          this.distribution,
          `SEC09-BP02-EncryptedInTransit[OriginProtocolPolicy:${id}]`,
          'CloudFront speaks HTTP to the load balancer, which nothing else reaches, and with a secret header. Set `dns.hostedZone` and `dns.domainName`.',
        );
        return [];
      },
    });
  }
}
