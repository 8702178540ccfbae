import { LIST, RANGES, isInternet } from './ingress-rules';
import type { Ingress } from './security-groups';
import { hasHiddenIngress, ingressOf } from './security-groups';
import { everyOf, verdictOf } from './verdict';
import type { Verdict } from './verdict';
import type { Resource } from '../../workload/resource';
import { possibleValues } from '../../workload/value';
import type { Workload } from '../../workload/workload';

/** True when a rule does not allow ingress from the internet. */
export function excludesInternet({ resource: { template }, rule }: Ingress): Verdict {
  const ranges = RANGES.filter((key) => rule[key] !== undefined).map((key) =>
    verdictOf(possibleValues(template, rule[key]), (range) => !isInternet(range)),
  );
  const lists =
    rule[LIST] === undefined
      ? []
      : [verdictOf(possibleValues(template, rule[LIST]), (list) => /^pl-/.test(String(list)))];
  return everyOf([...ranges, ...lists]);
}

/**
 * True when no security group of a load balancer allows ingress from the internet; undefined when a group is in no
 * template.
 */
export function closedToInternet(workload: Workload, loadBalancer: Resource): Verdict {
  const groups = loadBalancer.list('SecurityGroups').map((group) => workload.follow(loadBalancer, group));
  if (groups.length === 0) return undefined;
  return everyOf(
    groups.flatMap((group): Verdict[] => {
      if (!group) return [undefined];
      const verdicts = ingressOf(workload, group).map(excludesInternet);
      return hasHiddenIngress(group) ? [...verdicts, undefined] : verdicts;
    }),
  );
}
