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
 * How a log bucket is made.
 *
 * @internal
 */
export interface LogBucketProps {
  /** Decides how long logs are kept and whether the bucket outlives the stack. */
  readonly profile: Profile;

  /**
   * How long a log is kept.
   *
   * @default - one year in production, 14 days in development
   */
  readonly expiry?: Duration;

  /**
   * Lets a service write by access control list. CloudFront's standard logs need that, nothing else does
   * (https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/standard-logging-legacy-s3.html); what it writes belongs to the bucket's owner.
   *
   * @default false
   */
  readonly acceptsAcls?: boolean;
}

/**
 * A bucket that services write their logs to: private, encrypted with S3-managed keys (the only encryption with which load balancers
 * deliver), TLS only, and everything in it expires. Who may write stands in the bucket's policy, statement by statement.
 *
 * A bucket that holds logs cannot be deleted with its stack: in development empty it first (`aws s3 rm --recursive`), as no custom
 * resource does it behind your back.
 */
export class LogBucket extends s3.Bucket {
  /** @internal */
  public static _create(scope: Construct, id: string, props: LogBucketProps): LogBucket {
    return new LogBucket(scope, id, props);
  }

  private constructor(scope: Construct, id: string, props: LogBucketProps) {
    const { dataRemovalPolicy } = LIFETIMES[props.profile];
    super(scope, id, {
      // Said outright, as the defaults hang on the app's feature flags.
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
      'Logs are written once by AWS services and expire; nobody else may write. A second copy in another Region, versions or a lock would keep what should go.',
    );
    acknowledge(
      this,
      'S3DefaultEncryptionKMS',
      'Load balancers and S3 deliver their logs to buckets with keys managed by S3 only; a customer key would lose them.',
    );
  }

  /**
   * Keeps the access logs of another bucket of the same Region and account.
   *
   * The L2's own way (`serverAccessLogsBucket`) sets an access control list or a policy, depending on the app's feature flags.
   *
   * @param bucket whose accesses are logged
   * @param prefix the folder in which they are kept
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
   * Lets load balancers of this account deliver their logs. Names no Region, so that it holds in an environment-agnostic stack: AWS
   * recommends this policy in every Region in place of the older one that names a Region's account
   * (https://docs.aws.amazon.com/elasticloadbalancing/latest/application/enable-access-logging.html).
   *
   * @param prefix the folder in which they are kept, as it is given to the load balancer
   * @returns what the load balancer depends on: it tries to write as soon as it is told of the bucket
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
