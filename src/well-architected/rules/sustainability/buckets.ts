import type { Resource } from '../../workload/resource';
import { isRecord } from '../../workload/value';
import type { Workload } from '../../workload/workload';

/** Where each kind of resource says into which bucket it writes its logs. */
const LOG_TARGETS: Record<string, string> = {
  'AWS::S3::Bucket': 'LoggingConfiguration.DestinationBucketName',
  'AWS::CloudFront::Distribution': 'DistributionConfig.Logging.Bucket',
  'AWS::EC2::FlowLog': 'LogDestination',
  'AWS::CloudTrail::Trail': 'S3BucketName',
};

/** The buckets that logs are written to. */
export function logBuckets(workload: Workload): Set<Resource> {
  const targets = Object.entries(LOG_TARGETS).flatMap(([type, path]) => workload.anyOfType(type)
    .flatMap((resource) => [...workload.mentions(resource, resource.raw(path))]));
  const balancers = workload.anyOfType('AWS::ElasticLoadBalancingV2::LoadBalancer').flatMap((balancer) => balancer.list('LoadBalancerAttributes')
    .filter((attribute) => isRecord(attribute) && attribute.Key === 'access_logs.s3.bucket').flatMap((attribute) => [...workload.mentions(balancer, attribute)]));
  return new Set([...targets, ...balancers].filter(({ type }) => type === 'AWS::S3::Bucket'));
}

/** The buckets that a deployment fills: their objects come back with the next one. */
export function deployedBuckets(workload: Workload): Set<Resource> {
  return new Set(workload.anyOfType('Custom::CDKBucketDeployment')
    .flatMap((deployment) => workload.follow(deployment, deployment.raw('DestinationBucketName')) ?? []));
}
