import type { Resource } from '../../workload/resource';
import { isTrue } from '../../workload/value';
import { assess } from '../support/finding';
import { attributeOf } from '../support/load-balancers';
import type { Rule } from '../support/rule';

const ATTRIBUTES = 'TargetGroupAttributes';

/** Types of caches in which every server can read a session. */
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
  requirement: 'The load balancer does not bind a visitor to one server where a cache can store the session.',
  why:
    'Visitors who are bound to a server lose cart and sign-in when it is replaced, and new servers take no load from ' +
    'the old ones in a rush.',
  fix:
    'Leave the target group of `web` unchanged, and store sessions in the cache. In CloudFormation set the attribute ' +
    '`stickiness.enabled: false`.',
  docs: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/sticky-sessions.html',
  check: (workload) =>
    workload.anyOfType(...STORES).length === 0
      ? []
      : workload
          .ofType('AWS::ElasticLoadBalancingV2::TargetGroup')
          .filter(hasServers)
          .map((group) =>
            assess(group, `Properties.${ATTRIBUTES}`, attributeOf(group, 'stickiness.enabled'), {
              expected: 'stickiness.enabled false',
              holds: (value) => !isTrue(value),
            }),
          ),
};

function hasServers(group: Resource): boolean {
  return !['lambda', 'alb'].includes(String(group.get('TargetType')));
}
