import type { Resource } from '../../workload/resource';
import { isRecord, listOf, textOf } from '../../workload/value';
import type { Workload } from '../../workload/workload';
import type { Origin } from '../support/distributions';
import { customOrigins, DISTRIBUTION, loadBalancerOf } from '../support/distributions';
import type { Finding } from '../support/finding';
import { found } from '../support/finding';
import { forwardsNothing } from '../support/listeners';
import { listenersOf, LOAD_BALANCER, rulesOf } from '../support/load-balancers';
import { closedToInternet } from '../support/open-ingress';
import type { Rule } from '../support/rule';
import type { Verdict } from '../support/verdict';
import { anyOf, everyOf, verdictOf } from '../support/verdict';
import { firewallsOf } from '../support/web-acls';

/** No request can bypass CloudFront. */
export const originOnlyViaCdn: Rule = {
  name: 'OriginOnlyViaCdn',
  practice: 'SEC05-BP02',
  level: 'warning',
  requirement: 'A load balancer behind CloudFront accepts requests from CloudFront only.',
  why:
    'Anyone who finds the address of the load balancer bypasses the web ACL, the rate limit and the cache. A flood ' +
    'of requests that CloudFront would absorb then reaches the servers.',
  fix:
    "The load balancer of `EcommerceArchitecture` allows CloudFront's prefix list (`edge.originPrefixListId` where " +
    'the Region is unknown) and requires a secret header. In CloudFormation use `SourcePrefixListId` in its security ' +
    'group, an internal load balancer with `VpcOriginConfig`, or listener rules for a header of ' +
    '`OriginCustomHeaders`.',
  docs: 'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/restrict-access-to-load-balancer.html',
  check: (workload) => workload.ofType(LOAD_BALANCER).flatMap((loadBalancer) => findingsOf(workload, loadBalancer)),
};

function findingsOf(workload: Workload, loadBalancer: Resource): Finding[] {
  const origins = workload
    .anyOfType(DISTRIBUTION)
    .flatMap(customOrigins)
    .filter((origin) => loadBalancerOf(workload, origin) === loadBalancer);
  if (origins.length === 0) return [];
  const headers = origins.flatMap(secretHeaders);
  const isClosed = anyOf([
    verdictOf(loadBalancer.values('Scheme'), (scheme) => scheme === 'internal'),
    closedToInternet(workload, loadBalancer),
    ...(headers.length === 0
      ? []
      : [requiresHeader(workload, loadBalancer, headers), firewallRequiresHeader(workload, loadBalancer, headers)]),
  ]);
  const actual = isClosed ? 'no ingress from the internet' : 'open to the internet, or unknown';
  return [
    found(loadBalancer, isClosed, "CloudFront's prefix list, a VPC origin, or a secret header", actual, {
      property: 'Properties.SecurityGroups',
    }),
  ];
}

/** Returns the headers that CloudFront adds to each request to an origin. A visitor cannot know their values. */
function secretHeaders({ record }: Origin): string[] {
  return listOf(record.OriginCustomHeaders)
    .filter(isRecord)
    .map(({ HeaderName: name }) => textOf(name).toLowerCase());
}

/** True when every rule that forwards requires the header, and the default actions forward nothing. */
function requiresHeader(workload: Workload, loadBalancer: Resource, headers: readonly string[]): Verdict {
  const listeners = listenersOf(workload, loadBalancer);
  if (listeners.length === 0) return false;
  const rules = listeners.flatMap((listener) => rulesOf(workload, listener));
  return everyOf([
    ...listeners.map((listener) => forwardsNothing(listener, 'DefaultActions')),
    ...rules.map((rule) =>
      anyOf([
        forwardsNothing(rule, 'Actions'),
        verdictOf(rule.values('Conditions'), (conditions) =>
          listOf(conditions).some((condition) => isAbout(condition, headers)),
        ),
      ]),
    ),
  ]);
}

function isAbout(condition: unknown, headers: readonly string[]): boolean {
  if (!isRecord(condition) || !isRecord(condition.HttpHeaderConfig)) return false;
  return headers.includes(String(condition.HttpHeaderConfig.HttpHeaderName).toLowerCase());
}

function firewallRequiresHeader(workload: Workload, loadBalancer: Resource, headers: readonly string[]): boolean {
  const rules = firewallsOf(workload, loadBalancer).acls.map((acl) =>
    JSON.stringify(acl.raw('Rules') ?? []).toLowerCase(),
  );
  return headers.some((header) =>
    rules.some((text) => text.includes(`"singleheader":{"name":${JSON.stringify(header)}`)),
  );
}
