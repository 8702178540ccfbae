import type { Resource } from '../../workload/resource';
import { isRecord, possibleValues } from '../../workload/value';
import type { Workload } from '../../workload/workload';

/** One source that a security group lets in, wherever in the app it is written. */
export interface Ingress {
  readonly resource: Resource;
  readonly property: string;
  readonly rule: Readonly<Record<string, unknown>>;
}

/** Everything that a security group lets in: written into it, and beside it. */
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

/** Whether there may be more in the group than a template shows. */
export function hasHiddenIngress(group: Resource): boolean {
  const lists = group.values('SecurityGroupIngress');
  return [...lists, ...group.list('SecurityGroupIngress').flatMap((item) => possibleValues(group.template, item))].some(
    ({ known }) => !known,
  );
}
