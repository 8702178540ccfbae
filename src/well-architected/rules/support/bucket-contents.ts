import { isWrittenBy, LOG_TARGETS } from './log-buckets';
import type { Resource } from '../../workload/resource';
import { isRecord, listOf } from '../../workload/value';
import type { Workload } from '../../workload/workload';

/**
 * Types that write data that no one restores into a bucket (logs, build results, files of a deployment), with the
 * property that names the bucket.
 */
const WRITERS: Record<string, string> = {
  ...LOG_TARGETS,
  'AWS::Config::DeliveryChannel': 'S3BucketName',
  'AWS::CodePipeline::Pipeline': 'ArtifactStore',
  'AWS::Athena::WorkGroup': 'WorkGroupConfiguration',
  'Custom::CDKBucketDeployment': 'DestinationBucketName',
};

/** Services that deliver logs, as principals of a bucket's policy. */
const LOG_DELIVERY =
  /"(logging\.s3|delivery\.logs|logdelivery\.elasticloadbalancing|cloudtrail|config)\.amazonaws\.com"/;

/**
 * True when a bucket holds data that cannot be created again.
 *
 * @param workload - resources in related stacks count as writers too
 */
export function holdsData(workload: Workload, bucket: Resource): boolean {
  return !expires(bucket) && !isWrittenBy(workload, bucket, WRITERS) && !takesDeliveries(workload, bucket);
}

function takesDeliveries(workload: Workload, bucket: Resource): boolean {
  return [...workload.referrers(bucket)].some(
    (policy) =>
      policy.type === 'AWS::S3::BucketPolicy' &&
      workload.follow(policy, policy.raw('Bucket')) === bucket &&
      LOG_DELIVERY.test(JSON.stringify(policy.raw('PolicyDocument') ?? '')),
  );
}

/** True when a lifecycle rule deletes every object after some time, so that no data is meant to stay. */
function expires(bucket: Resource): boolean {
  return listOf(bucket.raw('LifecycleConfiguration.Rules'))
    .filter(isRecord)
    .some(
      (rule) =>
        rule.Status === 'Enabled' &&
        (rule.ExpirationInDays !== undefined || rule.ExpirationDate !== undefined) &&
        ['Prefix', 'TagFilters', 'ObjectSizeGreaterThan', 'ObjectSizeLessThan'].every(
          (filter) => rule[filter] === undefined,
        ),
    );
}
