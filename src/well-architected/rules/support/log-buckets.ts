import type { Resource } from '../../workload/resource';
import type { Workload } from '../../workload/workload';

/** Properties in which a type names the bucket for its request logs. */
const REQUEST_LOG_TARGETS: Readonly<Record<string, string>> = {
  'AWS::S3::Bucket': 'LoggingConfiguration.DestinationBucketName',
  'AWS::ElasticLoadBalancingV2::LoadBalancer': 'LoadBalancerAttributes',
  'AWS::ElasticLoadBalancing::LoadBalancer': 'AccessLoggingPolicy',
  'AWS::CloudFront::Distribution': 'DistributionConfig.Logging',
  'AWS::EC2::FlowLog': 'LogDestination',
  'AWS::WAFv2::LoggingConfiguration': 'LogDestinationConfigs',
  'AWS::Logs::DeliveryDestination': 'DestinationResourceArn',
};

/** The same with trails. Those are evidence, and auditors decide how long they are kept. */
export const LOG_TARGETS: Readonly<Record<string, string>> = {
  ...REQUEST_LOG_TARGETS,
  'AWS::CloudTrail::Trail': 'S3BucketName',
};

/**
 * True when a resource names the bucket in the property in which its type names a bucket to write to.
 *
 * @param writers - for each type the property that names the bucket
 */
export function isWrittenBy(workload: Workload, bucket: Resource, writers: Readonly<Record<string, string>>): boolean {
  return [...workload.referrers(bucket)].some(
    (from) =>
      from !== bucket && from.type in writers && workload.mentions(from, from.raw(writers[from.type])).has(bucket),
  );
}

/** True when another resource writes logs into the bucket. */
export function receivesLogs(workload: Workload, bucket: Resource): boolean {
  return isWrittenBy(workload, bucket, LOG_TARGETS);
}

/** True when another resource writes logs of requests into the bucket; trails are not among them. */
export function receivesRequestLogs(workload: Workload, bucket: Resource): boolean {
  return isWrittenBy(workload, bucket, REQUEST_LOG_TARGETS);
}
