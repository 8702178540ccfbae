/**
 * What a bill consists of, and what holds data: the types that the architecture tags. The tags of the rest (rules, routes, policies, alarms) tell nobody
 * anything.
 */
export const TAGGED_TYPES = [
  'AutoScaling::AutoScalingGroup', 'CloudFront::Distribution', 'EC2::NatGateway', 'ElastiCache::ReplicationGroup', 'ElasticLoadBalancingV2::LoadBalancer',
  'Lambda::Function', 'RDS::DBInstance', 'RDS::DBProxy', 'S3::Bucket', 'WAFv2::WebACL',
].map((type) => `AWS::${type}`);
