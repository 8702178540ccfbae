import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import type { IDependable } from 'constructs';
import { STORAGE_DEFAULTS } from './storage-options';
import { acknowledge } from '../core/acknowledge';
import { LIFETIMES } from '../core/lifetimes';
import type { Profile } from '../core/profile';

/**
 * Properties of a log bucket.
 *
 * @internal
 */
export interface LogBucketProps {
  /** Decides the retention of logs, and whether the bucket is retained when the stack is deleted. */
  readonly profile: Profile;

  /**
   * The retention of logs.
   *
   * @default - one year in production, 14 days in development
   */
  readonly expiry?: Duration;

  /**
   * Allows services to write with access control lists, which only CloudFront's standard logs need. The objects belong
   * to the bucket's owner.
   * (https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/standard-logging-legacy-s3.html)
   *
   * @default false
   */
  readonly acceptsAcls?: boolean;
}

/**
 * A bucket to which AWS services write logs.
 *
 * It is private, accepts TLS only, and its objects expire. It is encrypted with keys managed by S3, the only encryption
 * with which load balancers deliver logs. The bucket policy lists each service that may write.
 *
 * S3 deletes empty buckets only. In development, empty it before you delete the stack (`aws s3 rm --recursive`); the
 * construct has no custom resource that deletes objects.
 */
export class LogBucket extends s3.Bucket {
  /** @internal */
  public static _create(scope: Construct, id: string, props: LogBucketProps): LogBucket {
    return new LogBucket(scope, id, props);
  }

  private constructor(scope: Construct, id: string, props: LogBucketProps) {
    const { dataRemovalPolicy } = LIFETIMES[props.profile];
    super(scope, id, {
      // Set explicitly, because the defaults depend on the app's feature flags.
      encryption: s3.BucketEncryption.S3_MANAGED,
      enforceSSL: true,
      blockPublicAccess: s3.BlockPublicAccess.BLOCK_ALL,
      objectOwnership: props.acceptsAcls
        ? s3.ObjectOwnership.BUCKET_OWNER_PREFERRED
        : s3.ObjectOwnership.BUCKET_OWNER_ENFORCED,
      removalPolicy: dataRemovalPolicy === RemovalPolicy.DESTROY ? RemovalPolicy.DESTROY : RemovalPolicy.RETAIN,
      lifecycleRules: [
        {
          expiration: props.expiry ?? STORAGE_DEFAULTS[props.profile].logExpiry,
          abortIncompleteMultipartUploadAfter: Duration.days(7),
        },
      ],
    });
    acknowledge(
      this,
      ['S3BucketReplicationEnabled', 'S3BucketVersioningEnabled', 'S3BucketDefaultLockEnabled'],
      'AWS services write each log once, nothing else may write, and logs expire. A copy in another Region, versions ' +
        'or a lock would keep them longer than intended.',
    );
    acknowledge(
      this,
      'S3DefaultEncryptionKMS',
      'Load balancers and S3 deliver logs only to buckets that are encrypted with keys managed by S3; with a ' +
        'customer managed key the logs would be lost.',
    );
  }

  /**
   * Stores the access logs of another bucket in this one.
   *
   * CDK's `serverAccessLogsBucket` sets an access control list or a policy, depending on the app's feature flags; this
   * method always adds a policy.
   *
   * @param bucket the bucket whose accesses are logged; it must be in the same Region and account
   * @param prefix the folder for its logs, without a trailing slash
   */
  public keepAccessLogsOf(bucket: s3.Bucket, prefix: string): void {
    const source = bucket.node.defaultChild;
    if (source instanceof s3.CfnBucket) {
      source.loggingConfiguration = { destinationBucketName: this.bucketName, logFilePrefix: `${prefix}/` };
    }
    this.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal('logging.s3.amazonaws.com')],
        actions: ['s3:PutObject'],
        resources: [this.arnForObjects(`${prefix}/*`)],
        conditions: {
          ArnLike: { 'aws:SourceArn': bucket.bucketArn },
          StringEquals: { 'aws:SourceAccount': Stack.of(this).account },
        },
      }),
    );
  }

  /**
   * Allows load balancers of this account to deliver their logs. The statement names no Region, so it is valid in an
   * environment-agnostic stack. AWS recommends it in every Region instead of the older one that names an account of AWS
   * for each Region (https://docs.aws.amazon.com/elasticloadbalancing/latest/application/enable-access-logging.html).
   *
   * @param prefix - the folder for the logs, as the load balancer's attribute has it
   * @returns the dependency of the load balancer, which writes a test object as soon as its logs are configured
   * @internal
   */
  public _allowLoadBalancerLogs(prefix: string): IDependable {
    const { policyDependable } = this.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal('logdelivery.elasticloadbalancing.amazonaws.com')],
        actions: ['s3:PutObject'],
        resources: [this.arnForObjects(`${prefix}/AWSLogs/${Stack.of(this).account}/*`)],
      }),
    );
    return policyDependable ?? this;
  }
}
