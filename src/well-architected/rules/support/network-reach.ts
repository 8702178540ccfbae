import { hasHiddenIngress, ingressOf } from './security-groups';
import type { Verdict } from './verdict';
import type { Resource } from '../../workload/resource';
import { intrinsicOf } from '../../workload/value';
import type { Workload } from '../../workload/workload';

/** The security groups that a property names, as far as they are made in this app. */
export function groupsAt(workload: Workload, resource: Resource, path: string): Resource[] {
  return resource
    .list(path)
    .flatMap((group) => workload.follow(resource, group) ?? [])
    .filter(({ type }) => type === 'AWS::EC2::SecurityGroup');
}

/** Whether anything at all is let in. */
export function letsAnythingIn(workload: Workload, group: Resource): Verdict {
  if (ingressOf(workload, group).length > 0) return true;
  const isUnknown =
    hasHiddenIngress(group) ||
    workload.anyOfType('AWS::EC2::SecurityGroupIngress').some((rule) => isAnybodys(workload, rule));
  return isUnknown ? undefined : false;
}

/** A rule of which only the deployment tells where it belongs. */
function isAnybodys(workload: Workload, rule: Resource): boolean {
  const group = rule.raw('GroupId');
  return intrinsicOf(group) !== undefined && !workload.follow(rule, group);
}

/** The security groups that are let in. */
export function sourcesOf(workload: Workload, group: Resource): Resource[] {
  return ingressOf(workload, group).flatMap(
    ({ resource, rule }) => workload.follow(resource, rule.SourceSecurityGroupId) ?? [],
  );
}
