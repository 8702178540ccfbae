import type { Resource } from '../../workload/resource';
import { isGiven, isRecord, textOf } from '../../workload/value';
import type { Workload } from '../../workload/workload';

export const GROUP = 'AWS::AutoScaling::AutoScalingGroup';
const TEMPLATE = 'AWS::EC2::LaunchTemplate';
const STARTS = [TEMPLATE, 'AWS::AutoScaling::LaunchConfiguration'];

/** Whether servers are started from it: a launch template or a launch configuration. */
export function startsServers({ type }: Resource): boolean {
  return STARTS.includes(type);
}

/** The groups that start servers from it. */
export function groupsOf(workload: Workload, start: Resource): Resource[] {
  return startsServers(start) ? [...workload.referrers(start)].filter(({ type }) => type === GROUP) : [];
}

/** A launch template, and the groups that start servers from it. */
export interface ServerFleet {
  readonly launchTemplate: Resource;
  readonly groups: readonly Resource[];
}

/** Launch templates that a group starts servers from; others belong to services that bring role and agent of their own. */
export function fleetsOf(workload: Workload): ServerFleet[] {
  return workload
    .ofType(TEMPLATE)
    .map((launchTemplate) => ({ launchTemplate, groups: groupsOf(workload, launchTemplate) }))
    .filter(({ groups }) => groups.length > 0);
}

/** Whether a load balancer sends requests to the servers; other groups keep a single machine alive or are scaled by a cluster. */
export function servesLoadBalancer(group: Resource): boolean {
  const others = group
    .list('TrafficSources')
    .filter(isRecord)
    .filter(({ Type: type }) => type !== 'vpc-lattice');
  return others.length > 0 || isGiven(group.raw('TargetGroupARNs')) || isGiven(group.raw('LoadBalancerNames'));
}

/** What is set up for a group, such as its scaling policies: it names the group, by reference or by the same name. */
export function setUpFor(workload: Workload, type: string, group: Resource): Resource[] {
  const own = group.raw('AutoScalingGroupName');
  return workload.anyOfType(type).filter((resource) => {
    const name = resource.raw('AutoScalingGroupName');
    return workload.follow(resource, name) === group || (own !== undefined && textOf(name) === textOf(own));
  });
}
