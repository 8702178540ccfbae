import type { Resource } from '../../workload/resource';
import { isRecord, listOf, textOf } from '../../workload/value';
import type { Workload } from '../../workload/workload';
import type { Origin } from '../support/distributions';
import { customOrigins, DISTRIBUTION, loadBalancerOf } from '../support/distributions';
import type { Finding } from '../support/finding';
import { found } from '../support/finding';
import { leadsNowhere } from '../support/listeners';
import { listenersOf, LOAD_BALANCER, rulesOf } from '../support/load-balancers';
import { closedToInternet } from '../support/open-ingress';
import type { Rule } from '../support/rule';
import type { Verdict } from '../support/verdict';
import { anyOf, everyOf, verdictOf } from '../support/verdict';
import { firewallsOf } from '../support/web-acls';

/** Nobody walks around CloudFront. */
export const originOnlyViaCdn: Rule = {
  name: 'OriginOnlyViaCdn',
  practice: 'SEC05-BP02',
  level: 'warning',
  requirement: 'A load balancer behind CloudFront takes requests from CloudFront only.',
  why:
    "Whoever finds the load balancer's own address walks around the firewall, the rate limit and the cache, and a flood that CloudFront would absorb " +
    'hits the servers.',
  fix:
    "The load balancer of `EcommerceArchitecture` lets in CloudFront's prefix list (`edge.originPrefixListId` where the Region is not known) and asks for " +
    'a secret header; in CloudFormation `SourcePrefixListId` in its security group, an internal load balancer with `VpcOriginConfig`, or listener rules on ' +
    'a header of `OriginCustomHeaders`.',
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
      : [asksForHeader(workload, loadBalancer, headers), firewallAsksForHeader(workload, loadBalancer, headers)]),
  ]);
  const actual = isClosed ? 'the internet is kept out' : 'open to the internet, or nobody can tell';
  return [
    found(loadBalancer, isClosed, "CloudFront's prefix list, a VPC origin, or a secret header", actual, {
      property: 'Properties.SecurityGroups',
    }),
  ];
}

/** The headers that CloudFront adds to each request to an origin: what a visitor cannot know. */
function secretHeaders({ record }: Origin): string[] {
  return listOf(record.OriginCustomHeaders)
    .filter(isRecord)
    .map(({ HeaderName: name }) => textOf(name).toLowerCase());
}

/** Every rule that leads to a server wants the header, and so nothing leads there by default. */
function asksForHeader(workload: Workload, loadBalancer: Resource, headers: readonly string[]): Verdict {
  const listeners = listenersOf(workload, loadBalancer);
  if (listeners.length === 0) return false;
  const rules = listeners.flatMap((listener) => rulesOf(workload, listener));
  return everyOf([
    ...listeners.map((listener) => leadsNowhere(listener, 'DefaultActions')),
    ...rules.map((rule) =>
      anyOf([
        leadsNowhere(rule, 'Actions'),
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

function firewallAsksForHeader(workload: Workload, loadBalancer: Resource, headers: readonly string[]): boolean {
  const rules = firewallsOf(workload, loadBalancer).acls.map((acl) =>
    JSON.stringify(acl.raw('Rules') ?? []).toLowerCase(),
  );
  return headers.some((header) =>
    rules.some((text) => text.includes(`"singleheader":{"name":${JSON.stringify(header)}`)),
  );
}
