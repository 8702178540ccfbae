import type { Resource } from '../../workload/resource';
import type { Workload } from '../../workload/workload';

/** Where other resources say which bucket their logs go to. */
const LOG_TARGETS: Readonly<Record<string, string>> = {
  'AWS::S3::Bucket': 'LoggingConfiguration.DestinationBucketName',
  'AWS::ElasticLoadBalancingV2::LoadBalancer': 'LoadBalancerAttributes',
  'AWS::ElasticLoadBalancing::LoadBalancer': 'AccessLoggingPolicy',
  'AWS::CloudFront::Distribution': 'DistributionConfig.Logging',
  'AWS::EC2::FlowLog': 'LogDestination',
  'AWS::WAFv2::LoggingConfiguration': 'LogDestinationConfigs',
  'AWS::Logs::DeliveryDestination': 'DestinationResourceArn',
  'AWS::CloudTrail::Trail': 'S3BucketName',
};

/** A bucket that receives logs: a log of its own would log its own delivery without end. */
export function receivesLogs(workload: Workload, bucket: Resource): boolean {
  return [...workload.referrers(bucket)].some((from) => {
    const path = LOG_TARGETS[from.type];
    return path !== undefined && from !== bucket && workload.mentions(from, from.raw(path)).has(bucket);
  });
}

/** Whether CloudWatch delivers the access logs of a resource, which is how newer kinds of logs are switched on. */
export function hasAccessLogDelivery(workload: Workload, resource: Resource): boolean {
  return resourcesAbout(workload, resource, 'AWS::Logs::DeliverySource', 'ResourceArn')
    .some((source) => /(^|_)ACCESS_LOGS$/.test(String(source.get('LogType'))));
}

/** The resources of a type that are about this one. */
export function resourcesAbout(workload: Workload, resource: Resource, type: string, path: string): Resource[] {
  return workload.anyOfType(type).filter((other) => workload.mentions(other, other.raw(path)).has(resource));
}
