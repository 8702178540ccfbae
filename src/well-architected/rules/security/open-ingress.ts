import { LIST, RANGES, isInternet } from './security-groups';
import type { Resource } from '../../workload/resource';
import { isRecord, possibleValues } from '../../workload/value';
import { everyOf, verdictOf } from '../../workload/verdict';
import type { Verdict } from '../../workload/verdict';
import type { Workload } from '../../workload/workload';

/** One source that a security group lets in, wherever in the app it is written. */
export interface Ingress {
  readonly resource: Resource;
  readonly property: string;
  readonly rule: Readonly<Record<string, unknown>>;
}

/** Everything that a security group lets in: written into it, and beside it. */
export function ingressOf(workload: Workload, group: Resource): Ingress[] {
  const inline = group.list('SecurityGroupIngress').flatMap((item, index) => possibleValues(group.template, item).flatMap(({ known, value }) => (
    known && isRecord(value) ? [{ resource: group, property: `Properties.SecurityGroupIngress.${index}`, rule: value }] : [])));
  const beside = workload.anyOfType('AWS::EC2::SecurityGroupIngress')
    .filter((resource) => workload.follow(resource, resource.raw('GroupId')) === group)
    .map((resource) => ({ resource, property: '', rule: resource.properties }));
  return [...inline, ...beside];
}

/** Whether there may be more in the group than a template shows. */
function isUnclear(group: Resource): boolean {
  const lists = group.values('SecurityGroupIngress');
  return [...lists, ...group.list('SecurityGroupIngress').flatMap((item) => possibleValues(group.template, item))].some(({ known }) => !known);
}

/** Whether strangers on the internet are kept out by this rule. */
export function keepsInternetOut({ resource: { template }, rule }: Ingress): Verdict {
  const ranges = RANGES.filter((key) => rule[key] !== undefined).map((key) => verdictOf(possibleValues(template, rule[key]), (range) => !isInternet(range)));
  const lists = rule[LIST] === undefined ? [] : [verdictOf(possibleValues(template, rule[LIST]), (list) => /^pl-/.test(String(list)))];
  return everyOf([...ranges, ...lists]);
}

/** Whether no security group of a load balancer lets strangers in; undetermined when the groups are not in a template. */
export function closedToInternet(workload: Workload, loadBalancer: Resource): Verdict {
  const groups = loadBalancer.list('SecurityGroups').map((group) => workload.follow(loadBalancer, group));
  if (groups.length === 0) return undefined;
  return everyOf(groups.flatMap((group): Verdict[] => {
    if (!group) return [undefined];
    const verdicts = ingressOf(workload, group).map(keepsInternetOut);
    return isUnclear(group) ? [...verdicts, undefined] : verdicts;
  }));
}
