import { hasHiddenIngress, ingressOf } from './security-groups';
import type { Verdict } from './verdict';
import type { Resource } from '../../workload/resource';
import { intrinsicOf } from '../../workload/value';
import type { Workload } from '../../workload/workload';

/**
 * Returns the security groups of this app that a property names.
 *
 * @param path - property with a list of security groups
 */
export function groupsAt(workload: Workload, resource: Resource, path: string): Resource[] {
  return resource
    .list(path)
    .flatMap((group) => workload.follow(resource, group) ?? [])
    .filter(({ type }) => type === 'AWS::EC2::SecurityGroup');
}

/**
 * True when a security group has any ingress rule.
 *
 * @param workload - ingress rules in related stacks are included
 */
export function allowsAnyIngress(workload: Workload, group: Resource): Verdict {
  if (ingressOf(workload, group).length > 0) return true;
  const isUnknown =
    hasHiddenIngress(group) ||
    workload.anyOfType('AWS::EC2::SecurityGroupIngress').some((rule) => isForUnknownGroup(workload, rule));
  return isUnknown ? undefined : false;
}

/** True for a rule whose security group is known only at deployment. */
function isForUnknownGroup(workload: Workload, rule: Resource): boolean {
  const group = rule.raw('GroupId');
  return intrinsicOf(group) !== undefined && !workload.follow(rule, group);
}

/** Returns the security groups that are allowed as sources. */
export function sourcesOf(workload: Workload, group: Resource): Resource[] {
  return ingressOf(workload, group).flatMap(
    ({ resource, rule }) => workload.follow(resource, rule.SourceSecurityGroupId) ?? [],
  );
}
