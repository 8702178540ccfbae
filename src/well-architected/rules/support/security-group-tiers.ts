import type { Resource } from '../../workload/resource';
import type { Workload } from '../../workload/workload';

/** Properties in which databases, caches and the database proxy name their security groups. */
const DATA_TIER: Readonly<Record<string, string>> = {
  'AWS::RDS::DBInstance': 'VPCSecurityGroups',
  'AWS::RDS::DBCluster': 'VpcSecurityGroupIds',
  'AWS::RDS::DBProxy': 'VpcSecurityGroupIds',
  'AWS::DocDB::DBCluster': 'VpcSecurityGroupIds',
  'AWS::ElastiCache::ReplicationGroup': 'SecurityGroupIds',
  'AWS::ElastiCache::CacheCluster': 'VpcSecurityGroupIds',
  'AWS::ElastiCache::ServerlessCache': 'SecurityGroupIds',
  'AWS::MemoryDB::Cluster': 'SecurityGroupIds',
};

/** Types that refer to a security group without using it: rules, and resources that pass its id on. */
const MENTIONS = /^AWS::(EC2::SecurityGroup(Ingress|Egress)?|CloudFormation::Stack|SSM::Parameter)$/;

/** Tier that a security group protects; unknown where nothing in the templates uses it. */
export type Tier = 'data' | 'balancer' | 'other' | 'unknown';

/**
 * Returns the tier that a security group protects.
 *
 * @param group - undefined for a group that is in no template
 */
export function tierOf(workload: Workload, group: Resource | undefined): Tier {
  const users = group ? [...workload.referrers(group)].filter(({ type }) => !MENTIONS.test(type)) : [];
  if (!group || users.length === 0) return 'unknown';
  if (
    users.some((user) => user.type in DATA_TIER && workload.mentions(user, user.raw(DATA_TIER[user.type])).has(group))
  ) {
    return 'data';
  }
  return users.every(({ type }) => type === 'AWS::ElasticLoadBalancingV2::LoadBalancer') ? 'balancer' : 'other';
}
