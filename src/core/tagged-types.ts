/**
 * The resource types that carry tags: those that cause most of the cost, and those that hold data. Rules, routes,
 * policies, queues and alarms carry none: their tags would take a tenth of the template and inform no one.
 */
export const TAGGED_TYPES = [
  'AutoScaling::AutoScalingGroup',
  'CloudFront::Distribution',
  'EC2::NatGateway',
  'ElastiCache::ReplicationGroup',
  'ElasticLoadBalancingV2::LoadBalancer',
  'Lambda::Function',
  'RDS::DBInstance',
  'RDS::DBProxy',
  'S3::Bucket',
  'WAFv2::WebACL',
].map((type) => `AWS::${type}`);
