import type { Resource } from '../../workload/resource';
import { isRecord } from '../../workload/value';

/** Whether a load balancer sends requests to the servers; other groups keep a single machine alive or are scaled by a cluster. */
export function servesLoadBalancer(group: Resource): boolean {
  const others = group.list('TrafficSources').filter(isRecord).filter(({ Type: type }) => type !== 'vpc-lattice');
  return others.length > 0 || isGiven(group.raw('TargetGroupARNs')) || isGiven(group.raw('LoadBalancerNames'));
}

function isGiven(list: unknown): boolean {
  return list !== undefined && !(Array.isArray(list) && list.length === 0);
}
