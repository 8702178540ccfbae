import { Stack, Token } from 'aws-cdk-lib';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import { RegionInfo } from 'aws-cdk-lib/region-info';
import type { Construct } from 'constructs';
import type { EdgeSupport } from './edge-support';
import { acknowledge } from '../core/acknowledge';
import type { Profile } from '../core/profile';
import { LogBucket } from '../storage/log-bucket';

/** What the log bucket is made with. */
export interface EdgeLogsProps {
  readonly profile: Profile;
  readonly support: EdgeSupport;
  readonly logBucket: LogBucket;
}

/** Whether CloudFront's standard logs do not reach a bucket of this Region: those that an account must opt in to, such as me-south-1. */
export function logsNeedSupport(region: string): boolean {
  return !Token.isUnresolved(region) && RegionInfo.get(region).isOptInRegion;
}

/** The bucket for CloudFront's standard logs, which are written by access control list. */
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
    'S3 delivers access logs within a Region only, and this bucket is the only one here; it holds nothing but logs itself.',
  );
  return Bucket.fromBucketAttributes(scope, 'Logs', {
    bucketName: support._publish('EdgeLogBucket', bucket.bucketName),
    bucketRegionalDomainName: support._publish('EdgeLogBucketDomain', bucket.bucketRegionalDomainName),
  });
}
