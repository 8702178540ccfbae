import type { Resource } from '../../workload/resource';
import type { Workload } from '../../workload/workload';
import { customOrigins, DISTRIBUTION, loadBalancerOf } from '../support/distributions';
import type { Finding } from '../support/finding';
import { found, verifyPresent } from '../support/finding';
import { isApplicationLoadBalancer, LOAD_BALANCER } from '../support/load-balancers';
import { closedToInternet } from '../support/open-ingress';
import type { Rule } from '../support/rule';
import type { Verdict } from '../support/verdict';
import { anyOf, everyOf, not, stateOf, verdictIn, verdictOf } from '../support/verdict';
import { firewallsOf } from '../support/web-acls';

/** A web application firewall protects what the internet can reach. */
export const wafAttached: Rule = {
  name: 'WafAttached',
  practice: 'SEC05-BP03',
  level: 'error',
  requirement: 'CloudFront, or every load balancer that the internet can reach, has a web ACL of AWS WAF.',
  why:
    'Known attacks, scrapers and floods of requests otherwise reach the code of the shop. Customer data is at risk, ' +
    'and the checkout may stop.',
  fix:
    'Set `edge.webAcl` to `WebAcl.managed()`, which is the default, or to `WebAcl.existing(arn)`. In CloudFormation ' +
    'set `WebACLId` of the distribution, or add an `AWS::WAFv2::WebACLAssociation` for the load balancer.',
  docs: 'https://docs.aws.amazon.com/waf/latest/developerguide/cloudfront-features.html',
  check: (workload) => [
    ...workload.ofType(DISTRIBUTION).map((distribution) => distributionFinding(workload, distribution)),
    ...workload.ofType(LOAD_BALANCER).flatMap((loadBalancer) => loadBalancerFindings(workload, loadBalancer)),
  ],
};

const EXPECTED = 'a web ACL';

function distributionFinding(workload: Workload, distribution: Resource): Finding {
  const origins = customOrigins(distribution).map((origin) => loadBalancerOf(workload, origin));
  // Only a note for public files, which offer little to attack.
  const finding = verifyPresent(
    distribution,
    'DistributionConfig.WebACLId',
    EXPECTED,
    origins.length === 0 ? { level: 'info' } : {},
  );
  if (origins.length === 0 || finding.state === 'compliant') return finding;
  const behind = everyOf(origins.map((loadBalancer) => (loadBalancer ? isGuarded(workload, loadBalancer) : false)));
  return {
    ...finding,
    state: stateOf(anyOf([verdictIn(finding), behind])),
    actual: behind ? 'a web ACL at every load balancer behind it' : finding.actual,
  };
}

/**
 * A load balancer behind CloudFront is assessed with the distribution. OriginOnlyViaCdn checks that it has no other
 * access.
 */
function loadBalancerFindings(workload: Workload, loadBalancer: Resource): Finding[] {
  const isOrigin = workload
    .anyOfType(DISTRIBUTION)
    .some((distribution) =>
      customOrigins(distribution).some((origin) => loadBalancerOf(workload, origin) === loadBalancer),
    );
  const isPublic = verdictOf(loadBalancer.values('Scheme'), (scheme) => scheme !== 'internal');
  const closed = closedToInternet(workload, loadBalancer);
  if (isOrigin || !isApplicationLoadBalancer(loadBalancer) || isPublic === false || closed) return [];
  const guarded = isGuarded(workload, loadBalancer);
  const needsNone = anyOf([not(isPublic), closed]);
  return [found(loadBalancer, anyOf([guarded, needsNone]), EXPECTED, guarded ? 'a web ACL' : 'none')];
}

function isGuarded(workload: Workload, loadBalancer: Resource): Verdict {
  const { attached, unclear } = firewallsOf(workload, loadBalancer);
  return attached || (unclear ? undefined : false);
}
