import type { Resource } from '../../workload/resource';
import { isRecord, possibleValues } from '../../workload/value';
import type { Workload } from '../../workload/workload';

/** One ingress rule of a security group, in any template of the app. */
export interface Ingress {
  readonly resource: Resource;
  readonly property: string;
  readonly rule: Readonly<Record<string, unknown>>;
}

/**
 * Returns every ingress rule of a security group, inline or as a separate resource.
 *
 * @param workload - ingress rules in related stacks are included
 */
export function ingressOf(workload: Workload, group: Resource): Ingress[] {
  const inline = group
    .list('SecurityGroupIngress')
    .flatMap((item, index) =>
      possibleValues(group.template, item).flatMap(({ known, value }) =>
        known && isRecord(value)
          ? [{ resource: group, property: `Properties.SecurityGroupIngress.${index}`, rule: value }]
          : [],
      ),
    );
  const beside = workload
    .anyOfType('AWS::EC2::SecurityGroupIngress')
    .filter((resource) => workload.follow(resource, resource.raw('GroupId')) === group)
    .map((resource) => ({ resource, property: '', rule: resource.properties }));
  return [...inline, ...beside];
}

/** True when a security group may have ingress rules that a template does not show. */
export function hasHiddenIngress(group: Resource): boolean {
  const lists = group.values('SecurityGroupIngress');
  return [...lists, ...group.list('SecurityGroupIngress').flatMap((item) => possibleValues(group.template, item))].some(
    ({ known }) => !known,
  );
}
