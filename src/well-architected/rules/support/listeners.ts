import { rulesOf } from './load-balancers';
import { unanimous, everyOf, verdictOf } from './verdict';
import type { Verdict } from './verdict';
import type { Resource } from '../../workload/resource';
import { intrinsicOf, isRecord, listOf, possibleValues } from '../../workload/value';
import type { Possible } from '../../workload/value';
import type { Workload } from '../../workload/workload';

/** True when every action of a listener or of a rule is right. */
function everyAction(from: Resource, path: string, holds: (action: Record<string, unknown>) => boolean): Verdict {
  return unanimous(
    from
      .values(path)
      .map(({ known, value }) =>
        known
          ? everyOf(
              listOf(value).map((action) =>
                verdictOf(
                  possibleValues(from.template, action).map(withType),
                  (given) => !isRecord(given) || holds(given),
                ),
              ),
            )
          : undefined,
      ),
  );
}

/** An action whose type is a token is unknown. */
function withType({ known, value }: Possible): Possible {
  return { known: known && !(isRecord(value) && intrinsicOf(value.Type) !== undefined), value };
}

/**
 * True when a listener or a rule forwards to no server.
 *
 * @param path - property with the actions
 */
export function forwardsNothing(from: Resource, path: string): Verdict {
  return everyAction(from, path, ({ Type: type }) => type !== 'forward');
}

/** True when a listener accepts HTTP. The plain protocols of network load balancers are not covered. */
export function isPlain(listener: Resource): Verdict {
  return verdictOf(listener.values('Protocol'), (protocol) => protocol === 'HTTP');
}

/**
 * True when no content is served over HTTP: requests are redirected to HTTPS or get a fixed answer.
 *
 * @param workload - listener rules in related stacks are included
 */
export function servesNoPlainText(workload: Workload, listener: Resource): Verdict {
  return everyOf([
    everyAction(listener, 'DefaultActions', isHarmless),
    ...rulesOf(workload, listener).map((rule) => everyAction(rule, 'Actions', isHarmless)),
  ]);
}

/** A redirect keeps the protocol where it names none. */
function isHarmless({ Type: type, RedirectConfig: redirect }: Record<string, unknown>): boolean {
  return type === 'redirect' ? isRecord(redirect) && redirect.Protocol === 'HTTPS' : type !== 'forward';
}

/** True when the listener's load balancer is internal. Plain text is less serious inside of the network. */
export function isInternal(workload: Workload, listener: Resource): boolean {
  return workload.follow(listener, listener.raw('LoadBalancerArn'))?.get('Scheme') === 'internal';
}
