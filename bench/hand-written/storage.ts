import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as s3 from 'aws-cdk-lib/aws-s3';
import type { Foundation } from './foundation';

/** The three buckets. */
export interface Buckets {
  readonly logs: s3.Bucket;
  readonly media: s3.Bucket;
  readonly edgeLogs: s3.Bucket;
}

const COMMON: s3.BucketProps = {
  encryption: s3.BucketEncryption.S3_MANAGED,
  enforceSSL: true,
  blockPublicAccess: s3.BlockPublicAccess.BLOCK_ALL,
  objectOwnership: s3.ObjectOwnership.BUCKET_OWNER_ENFORCED,
  removalPolicy: RemovalPolicy.RETAIN,
};
const LOG_LIFECYCLE: s3.LifecycleRule[] = [
  { expiration: Duration.days(365), abortIncompleteMultipartUploadAfter: Duration.days(7) },
];

/** Creates the buckets for media, access logs, and CloudFront's logs, which require ACLs. */
export function createBuckets({ stack }: Foundation): Buckets {
  const logs = new s3.Bucket(stack, 'Logs', { ...COMMON, lifecycleRules: LOG_LIFECYCLE });
  logs.addToResourcePolicy(
    new iam.PolicyStatement({
      principals: [new iam.ServicePrincipal('logdelivery.elasticloadbalancing.amazonaws.com')],
      actions: ['s3:PutObject'],
      resources: [logs.arnForObjects(`load-balancer/AWSLogs/${stack.account}/*`)],
    }),
  );
  const media = new s3.Bucket(stack, 'Media', {
    ...COMMON,
    versioned: true,
    serverAccessLogsBucket: logs,
    serverAccessLogsPrefix: 'media/',
    lifecycleRules: [
      {
        noncurrentVersionExpiration: Duration.days(30),
        abortIncompleteMultipartUploadAfter: Duration.days(7),
        expiredObjectDeleteMarker: true,
      },
    ],
  });
  const edgeLogs = new s3.Bucket(stack, 'EdgeLogs', {
    ...COMMON,
    objectOwnership: s3.ObjectOwnership.BUCKET_OWNER_PREFERRED,
    serverAccessLogsBucket: logs,
    serverAccessLogsPrefix: 'edge-logs/',
    lifecycleRules: LOG_LIFECYCLE,
  });
  return { logs, media, edgeLogs };
}
