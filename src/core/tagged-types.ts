/**
 * What a bill consists of, and what holds data. The rest (rules, routes, policies, queues, alarms) carries no tags: they would make up a tenth
 * of the template and tell nobody anything.
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
