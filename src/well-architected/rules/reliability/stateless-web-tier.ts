import type { Resource } from '../../workload/resource';
import { isTrue } from '../../workload/value';
import { judge } from '../support/finding';
import { attributeOf } from '../support/load-balancers';
import type { Rule } from '../support/rule';

const ATTRIBUTES = 'TargetGroupAttributes';

/** Where sessions may be kept that every server can read. */
const STORES = [
  'AWS::ElastiCache::ReplicationGroup',
  'AWS::ElastiCache::ServerlessCache',
  'AWS::ElastiCache::CacheCluster',
  'AWS::MemoryDB::Cluster',
];

/** Any server can answer any request. */
export const statelessWebTier: Rule = {
  name: 'StatelessWebTier',
  practice: 'REL05-BP06',
  level: 'info',
  requirement: 'The load balancer does not tie a visitor to one server where a cache can keep the session.',
  why: 'Visitors who are tied to a server lose basket and sign-in when it is replaced, and new servers take no load from the old ones in a rush.',
  fix: 'Leave the target group of `web` as it is, and keep sessions in the cache; in CloudFormation the attribute `stickiness.enabled: false`.',
  docs: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/sticky-sessions.html',
  check: (workload) =>
    workload.anyOfType(...STORES).length === 0
      ? []
      : workload
          .ofType('AWS::ElasticLoadBalancingV2::TargetGroup')
          .filter(hasServers)
          .map((group) =>
            judge(group, `Properties.${ATTRIBUTES}`, attributeOf(group, 'stickiness.enabled'), {
              expected: 'stickiness.enabled false',
              holds: (value) => !isTrue(value),
            }),
          ),
};

function hasServers(group: Resource): boolean {
  return !['lambda', 'alb'].includes(String(group.get('TargetType')));
}
