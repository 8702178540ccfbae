import { Stack, Token } from 'aws-cdk-lib';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import { RegionInfo } from 'aws-cdk-lib/region-info';
import type { Construct } from 'constructs';
import type { EdgeSupport } from './edge-support';
import { acknowledge } from '../core/acknowledge';
import type { Profile } from '../core/profile';
import { LogBucket } from '../storage/log-bucket';

/** Properties of CloudFront's log bucket. */
export interface EdgeLogsProps {
  readonly profile: Profile;
  readonly support: EdgeSupport;
  readonly logBucket: LogBucket;
}

/**
 * True when CloudFront does not deliver standard logs to buckets in a Region: one that an account must opt in to, such
 * as me-south-1.
 */
export function logsNeedSupport(region: string): boolean {
  return !Token.isUnresolved(region) && RegionInfo.get(region).isOptInRegion;
}

/**
 * Creates the bucket for CloudFront's standard logs, which are written with an access control list.
 *
 * @param scope - its stack's Region decides whether the bucket is in this stack or in the support stack
 * @param props - `logBucket` stores the access logs of the new bucket when both are in one Region
 */
export function edgeLogBucket(scope: Construct, props: EdgeLogsProps): IBucket {
  const { profile, support } = props;
  if (!support.available || !logsNeedSupport(Stack.of(scope).region)) {
    const bucket = LogBucket._create(scope, 'Logs', { profile, acceptsAcls: true });
    props.logBucket.keepAccessLogsOf(bucket, 'edge-logs');
    return bucket;
  }
  const bucket = LogBucket._create(support._scopeFor(scope), 'Logs', { profile, acceptsAcls: true });
  acknowledge(
    bucket,
    'S3BucketLoggingEnabled',
    'S3 delivers access logs within one Region only, and this bucket, which contains only logs, is the only one in ' +
      'its Region.',
  );
  return Bucket.fromBucketAttributes(scope, 'Logs', {
    bucketName: support._publish('EdgeLogBucket', bucket.bucketName),
    bucketRegionalDomainName: support._publish('EdgeLogBucketDomain', bucket.bucketRegionalDomainName),
  });
}
