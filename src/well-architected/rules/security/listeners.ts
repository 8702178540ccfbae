import { allOf, oneOf, stateOf } from './states';
import type { State } from '../../workload/finding';
import type { Resource } from '../../workload/resource';
import { intrinsicOf, isRecord, listOf, possibleValues } from '../../workload/value';
import type { Possible } from '../../workload/value';
import type { Workload } from '../../workload/workload';

export const LISTENER = 'AWS::ElasticLoadBalancingV2::Listener';

/** The rules that stand beside a listener. */
export function rulesOf(workload: Workload, listener: Resource): Resource[] {
  return workload.anyOfType('AWS::ElasticLoadBalancingV2::ListenerRule').filter((rule) => workload.follow(rule, rule.raw('ListenerArn')) === listener);
}

/** Compliant when each action of a listener or a rule is as it should be. */
function actionsState(from: Resource, path: string, holds: (action: Record<string, unknown>) => boolean): State {
  return oneOf(from.values(path).map(({ known, value }) => (known
    ? allOf(listOf(value).map((action) => stateOf(possibleValues(from.template, action).map(withType), (given) => !isRecord(given) || holds(given))))
    : 'undetermined')));
}

/** What an action does is not known while its type is a token. */
function withType({ known, value }: Possible): Possible {
  return { known: known && !(isRecord(value) && intrinsicOf(value.Type) !== undefined), value };
}

/** Compliant when a listener or a rule leads to no server. */
export function leadsNowhere(from: Resource, path: string): State {
  return actionsState(from, path, ({ Type: type }) => type !== 'forward');
}

/** Whether a listener takes requests in plain text: the protocol of load balancers that do not read requests is another matter. */
export function isPlain(listener: Resource): State {
  return stateOf(listener.values('Protocol'), (protocol) => protocol === 'HTTP');
}

/** Compliant when nothing is served in plain text: browsers are sent to HTTPS, or get a fixed answer. */
export function servesNothing(workload: Workload, listener: Resource): State {
  return allOf([
    actionsState(listener, 'DefaultActions', isHarmless),
    ...rulesOf(workload, listener).map((rule) => actionsState(rule, 'Actions', isHarmless)),
  ]);
}

/** A redirect keeps its protocol where none is named. */
function isHarmless({ Type: type, RedirectConfig: redirect }: Record<string, unknown>): boolean {
  return type === 'redirect' ? isRecord(redirect) && redirect.Protocol === 'HTTPS' : type !== 'forward';
}

/** Inside of the network plain text weighs less. */
export function isInternal(workload: Workload, listener: Resource): boolean {
  return workload.follow(listener, listener.raw('LoadBalancerArn'))?.get('Scheme') === 'internal';
}
