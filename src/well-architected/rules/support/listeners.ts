import { rulesOf } from './load-balancers';
import { alike, everyOf, verdictOf } from './verdict';
import type { Verdict } from './verdict';
import type { Resource } from '../../workload/resource';
import { intrinsicOf, isRecord, listOf, possibleValues } from '../../workload/value';
import type { Possible } from '../../workload/value';
import type { Workload } from '../../workload/workload';

/** Whether each action of a listener or a rule is as it should be. */
function everyAction(from: Resource, path: string, holds: (action: Record<string, unknown>) => boolean): Verdict {
  return alike(
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

/** What an action does is not known while its type is a token. */
function withType({ known, value }: Possible): Possible {
  return { known: known && !(isRecord(value) && intrinsicOf(value.Type) !== undefined), value };
}

/** Whether a listener or a rule leads to no server. */
export function leadsNowhere(from: Resource, path: string): Verdict {
  return everyAction(from, path, ({ Type: type }) => type !== 'forward');
}

/** Whether a listener takes requests in plain text: the protocol of load balancers that do not read requests is another matter. */
export function isPlain(listener: Resource): Verdict {
  return verdictOf(listener.values('Protocol'), (protocol) => protocol === 'HTTP');
}

/** Whether nothing is served in plain text: browsers are sent to HTTPS, or get a fixed answer. */
export function servesNothing(workload: Workload, listener: Resource): Verdict {
  return everyOf([
    everyAction(listener, 'DefaultActions', isHarmless),
    ...rulesOf(workload, listener).map((rule) => everyAction(rule, 'Actions', isHarmless)),
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
