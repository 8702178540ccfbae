import { Tags } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import type { Profile } from './profile';

/**
 * What a bill consists of, and what holds data. The rest (rules, routes, policies, queues, alarms) carries no tags: they would make up a tenth
 * of the template and tell nobody anything.
 */
const TAGGED = [
  'AutoScaling::AutoScalingGroup', 'CloudFront::Distribution', 'EC2::NatGateway', 'ElastiCache::ReplicationGroup', 'ElasticLoadBalancingV2::LoadBalancer',
  'Lambda::Function', 'RDS::DBInstance', 'RDS::DBProxy', 'S3::Bucket', 'WAFv2::WebACL',
].map((type) => `AWS::${type}`);

/** Says whose a resource is: the shop's construct id, and the profile as environment. */
export function tagShop(scope: IConstruct, application: string, profile: Profile): void {
  const options = { includeResourceTypes: TAGGED };
  Tags.of(scope).add('Application', application, options);
  Tags.of(scope).add('Environment', profile, options);
}
