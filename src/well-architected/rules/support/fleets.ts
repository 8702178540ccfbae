import type { Resource } from '../../workload/resource';
import { isGiven, isRecord, textOf } from '../../workload/value';
import type { Workload } from '../../workload/workload';

export const GROUP = 'AWS::AutoScaling::AutoScalingGroup';
const TEMPLATE = 'AWS::EC2::LaunchTemplate';
const STARTS = [TEMPLATE, 'AWS::AutoScaling::LaunchConfiguration'];

/** True for a launch template or a launch configuration, from which servers are started. */
export function startsServers({ type }: Resource): boolean {
  return STARTS.includes(type);
}

/** Returns the Auto Scaling groups that start servers from a launch template or a launch configuration. */
export function groupsOf(workload: Workload, start: Resource): Resource[] {
  return startsServers(start) ? [...workload.referrers(start)].filter(({ type }) => type === GROUP) : [];
}

/** A launch template with the groups that start servers from it. */
export interface ServerFleet {
  readonly launchTemplate: Resource;
  readonly groups: readonly Resource[];
}

/**
 * Returns the launch templates that Auto Scaling groups use. Others belong to services that bring their role and agent.
 */
export function fleetsOf(workload: Workload): ServerFleet[] {
  return workload
    .ofType(TEMPLATE)
    .map((launchTemplate) => ({ launchTemplate, groups: groupsOf(workload, launchTemplate) }))
    .filter(({ groups }) => groups.length > 0);
}

/**
 * True when a load balancer sends requests to the servers. Other groups keep one server running, or are scaled by a
 * cluster.
 */
export function servesLoadBalancer(group: Resource): boolean {
  const others = group
    .list('TrafficSources')
    .filter(isRecord)
    .filter(({ Type: type }) => type !== 'vpc-lattice');
  return others.length > 0 || isGiven(group.raw('TargetGroupARNs')) || isGiven(group.raw('LoadBalancerNames'));
}

/**
 * Returns the resources of a type that refer to an Auto Scaling group, such as its scaling policies.
 *
 * @param type - CloudFormation type of the resources
 * @param group - matched by reference or by name
 */
export function setUpFor(workload: Workload, type: string, group: Resource): Resource[] {
  const own = group.raw('AutoScalingGroupName');
  return workload.anyOfType(type).filter((resource) => {
    const name = resource.raw('AutoScalingGroupName');
    return workload.follow(resource, name) === group || (own !== undefined && textOf(name) === textOf(own));
  });
}
