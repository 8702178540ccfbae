import type { Resource } from '../../workload/resource';
import type { Workload } from '../../workload/workload';

/** Where a resource says which bucket the records of its requests go to. */
const REQUEST_LOG_TARGETS: Readonly<Record<string, string>> = {
  'AWS::S3::Bucket': 'LoggingConfiguration.DestinationBucketName',
  'AWS::ElasticLoadBalancingV2::LoadBalancer': 'LoadBalancerAttributes',
  'AWS::ElasticLoadBalancing::LoadBalancer': 'AccessLoggingPolicy',
  'AWS::CloudFront::Distribution': 'DistributionConfig.Logging',
  'AWS::EC2::FlowLog': 'LogDestination',
  'AWS::WAFv2::LoggingConfiguration': 'LogDestinationConfigs',
  'AWS::Logs::DeliveryDestination': 'DestinationResourceArn',
};

/** The same with trails, which are evidence: auditors say how long they are kept. */
export const LOG_TARGETS: Readonly<Record<string, string>> = {
  ...REQUEST_LOG_TARGETS,
  'AWS::CloudTrail::Trail': 'S3BucketName',
};

/** Whether one of these resources names the bucket where its type is known to write: the path of each type. */
export function isWrittenBy(workload: Workload, bucket: Resource, writers: Readonly<Record<string, string>>): boolean {
  return [...workload.referrers(bucket)].some(
    (from) =>
      from !== bucket && from.type in writers && workload.mentions(from, from.raw(writers[from.type])).has(bucket),
  );
}

/** A bucket that something else writes its logs to. */
export function receivesLogs(workload: Workload, bucket: Resource): boolean {
  return isWrittenBy(workload, bucket, LOG_TARGETS);
}

export function receivesRequestLogs(workload: Workload, bucket: Resource): boolean {
  return isWrittenBy(workload, bucket, REQUEST_LOG_TARGETS);
}
