import type { Resource } from '../../workload/resource';
import { intrinsicOf, isRecord } from '../../workload/value';
import type { Verdict } from '../../workload/verdict';
import type { Workload } from '../../workload/workload';

/** The security groups that a property names, as far as they are made in this app. */
export function groupsAt(workload: Workload, resource: Resource, path: string): Resource[] {
  return resource.list(path).flatMap((group) => workload.follow(resource, group) ?? []).filter(({ type }) => type === 'AWS::EC2::SecurityGroup');
}

/** The rules that let something in to a security group, written into it or beside it. */
function rulesInto(workload: Workload, group: Resource): { readonly at: Resource; readonly source: unknown }[] {
  const beside = workload.anyOfType('AWS::EC2::SecurityGroupIngress').filter((rule) => workload.follow(rule, rule.raw('GroupId')) === group);
  return [
    ...beside.map((at) => ({ at, source: at.raw('SourceSecurityGroupId') })),
    ...group.list('SecurityGroupIngress').map((rule) => ({ at: group, source: isRecord(rule) ? rule.SourceSecurityGroupId : undefined })),
  ];
}

/** Whether anything at all is let in. */
export function letsAnythingIn(workload: Workload, group: Resource): Verdict {
  if (rulesInto(workload, group).length > 0) return true;
  const isUnknown = group.values('SecurityGroupIngress').some(({ known }) => !known)
    || workload.anyOfType('AWS::EC2::SecurityGroupIngress').some((rule) => isAnybodys(workload, rule));
  return isUnknown ? undefined : false;
}

/** A rule of which only the deployment tells where it belongs. */
function isAnybodys(workload: Workload, rule: Resource): boolean {
  const group = rule.raw('GroupId');
  return intrinsicOf(group) !== undefined && !workload.follow(rule, group);
}

/** The security groups that are let in. */
export function sourcesOf(workload: Workload, group: Resource): Resource[] {
  return rulesInto(workload, group).flatMap(({ at, source }) => workload.follow(at, source) ?? []);
}
