import { isWrittenBy, LOG_TARGETS } from './log-buckets';
import type { Resource } from '../../workload/resource';
import { isRecord, listOf } from '../../workload/value';
import type { Workload } from '../../workload/workload';

/** What writes into a bucket things that nobody restores: logs, build results, files of a deployment. Where it also reads from buckets, the path. */
const WRITERS: Record<string, string> = {
  ...LOG_TARGETS,
  'AWS::Config::DeliveryChannel': 'S3BucketName',
  'AWS::CodePipeline::Pipeline': 'ArtifactStore',
  'AWS::Athena::WorkGroup': 'WorkGroupConfiguration',
  'Custom::CDKBucketDeployment': 'DestinationBucketName',
};

/** The services that deliver logs, as principals of a bucket's policy. */
const LOG_DELIVERY =
  /"(logging\.s3|delivery\.logs|logdelivery\.elasticloadbalancing|cloudtrail|config)\.amazonaws\.com"/;

/** Whether a bucket holds what cannot be made again. */
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

/** Whether everything in it is deleted after some time, and so was never meant to stay. */
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
