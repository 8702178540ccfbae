import type { Resource } from '../../workload/resource';
import { isRecord, listOf } from '../../workload/value';
import type { Workload } from '../../workload/workload';

/** What writes into a bucket things that nobody restores: logs, build results, files of a deployment. Where it also reads from buckets, the path. */
const WRITERS: Record<string, string> = {
  'AWS::S3::Bucket': 'LoggingConfiguration',
  'AWS::CloudFront::Distribution': 'DistributionConfig.Logging',
  'AWS::ElasticLoadBalancingV2::LoadBalancer': 'LoadBalancerAttributes',
  'AWS::EC2::FlowLog': 'LogDestination',
  'AWS::WAFv2::LoggingConfiguration': 'LogDestinationConfigs',
  'AWS::Logs::DeliveryDestination': 'DestinationResourceArn',
  'AWS::CloudTrail::Trail': 'S3BucketName',
  'AWS::Config::DeliveryChannel': 'S3BucketName',
  'AWS::CodePipeline::Pipeline': 'ArtifactStore',
  'AWS::Athena::WorkGroup': 'WorkGroupConfiguration',
  'Custom::CDKBucketDeployment': 'DestinationBucketName',
};

/** The services that deliver logs, as principals of a bucket's policy. */
const LOG_DELIVERY = /"(logging\.s3|delivery\.logs|logdelivery\.elasticloadbalancing|cloudtrail|config)\.amazonaws\.com"/;

/** Whether a bucket holds what cannot be made again. */
export function holdsData(workload: Workload, bucket: Resource): boolean {
  return !expires(bucket) && ![...workload.referrers(bucket)].some((referrer) => isWriter(workload, referrer, bucket));
}

function isWriter(workload: Workload, referrer: Resource, bucket: Resource): boolean {
  if (referrer.type === 'AWS::S3::BucketPolicy' && workload.follow(referrer, referrer.raw('Bucket')) === bucket) {
    return LOG_DELIVERY.test(JSON.stringify(referrer.raw('PolicyDocument') ?? ''));
  }
  const path = WRITERS[referrer.type];
  return path !== undefined && workload.mentions(referrer, referrer.raw(path)).has(bucket);
}

/** Whether everything in it is deleted after some time, and so was never meant to stay. */
function expires(bucket: Resource): boolean {
  return listOf(bucket.raw('LifecycleConfiguration.Rules')).filter(isRecord).some((rule) => rule.Status === 'Enabled'
    && (rule.ExpirationInDays !== undefined || rule.ExpirationDate !== undefined)
    && ['Prefix', 'TagFilters', 'ObjectSizeGreaterThan', 'ObjectSizeLessThan'].every((filter) => rule[filter] === undefined));
}
