import type { Resource } from '../../workload/resource';
import { intrinsicOf, isRecord, possibleValues } from '../../workload/value';
import type { Possible } from '../../workload/value';
import type { Workload } from '../../workload/workload';

export const LOAD_BALANCER = 'AWS::ElasticLoadBalancingV2::LoadBalancer';
export const LISTENER = 'AWS::ElasticLoadBalancingV2::Listener';
const LISTENER_RULE = 'AWS::ElasticLoadBalancingV2::ListenerRule';

/** True for application load balancers, the default type. */
export function isApplicationLoadBalancer(loadBalancer: Resource): boolean {
  return (loadBalancer.raw('Type') ?? 'application') === 'application';
}

/**
 * Returns the listeners of a load balancer.
 *
 * @param workload - listeners in related stacks are included
 */
export function listenersOf(workload: Workload, loadBalancer: Resource): Resource[] {
  return workload
    .anyOfType(LISTENER)
    .filter((listener) => workload.follow(listener, listener.raw('LoadBalancerArn')) === loadBalancer);
}

/**
 * Returns the rules of a listener that are separate resources.
 *
 * @param workload - listener rules in related stacks are included
 */
export function rulesOf(workload: Workload, listener: Resource): Resource[] {
  return workload
    .anyOfType(LISTENER_RULE)
    .filter((rule) => workload.follow(rule, rule.raw('ListenerArn')) === listener);
}

/**
 * Returns the target groups of a load balancer.
 *
 * @param workload - target groups in related stacks are included
 */
export function targetGroupsOf(workload: Workload, loadBalancer: Resource): Resource[] {
  return listenersOf(workload, loadBalancer)
    .flatMap((listener) => [listener, ...rulesOf(workload, listener)])
    .flatMap((from) => [...workload.references(from)])
    .filter(({ type }) => type === 'AWS::ElasticLoadBalancingV2::TargetGroup');
}

/**
 * Returns the load balancers whose listeners forward to a target group, by default or by a rule.
 *
 * @param workload - load balancers in related stacks are included
 */
export function loadBalancersBefore(workload: Workload, targetGroup: Resource): Resource[] {
  return [...workload.referrers(targetGroup)].flatMap((referrer) => {
    const listener =
      referrer.type === LISTENER_RULE ? workload.follow(referrer, referrer.raw('ListenerArn')) : referrer;
    if (listener?.type !== LISTENER) return [];
    return workload.follow(listener, listener.raw('LoadBalancerArn')) ?? [];
  });
}

const ABSENT: Possible = { known: true, value: undefined };

/**
 * Returns every value that an attribute of a load balancer or of a target group may have. The value of an absent
 * attribute is known to be undefined.
 *
 * @param key - key in the list of attributes, such as `deletion_protection.enabled`
 */
export function attributeOf(resource: Resource, key: string): Possible[] {
  const list = resource.type === LOAD_BALANCER ? 'LoadBalancerAttributes' : 'TargetGroupAttributes';
  return resource.values(list).flatMap((possible) => {
    if (!possible.known) return possible;
    const entries = Array.isArray(possible.value)
      ? possible.value.map((entry) => entryValues(resource, entry, key))
      : [];
    return (
      entries.find((values) => values.some(({ known, value }) => known && value !== undefined)) ??
      entries.find((values) => values.some(({ known }) => !known)) ??
      ABSENT
    );
  });
}

/** An entry that is a token may be the one with the key. */
function entryValues(resource: Resource, entry: unknown, key: string): Possible[] {
  return possibleValues(resource.template, entry).flatMap((possible) => {
    if (!possible.known || !isRecord(possible.value)) return possible.known ? ABSENT : possible;
    const { Key: name, Value: value } = possible.value;
    if (intrinsicOf(name) !== undefined) return { known: false, value: name };
    return name === key ? possibleValues(resource.template, value) : ABSENT;
  });
}
