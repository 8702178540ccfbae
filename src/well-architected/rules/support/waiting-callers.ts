import { callersOf } from './event-sources';
import { attributeOf, loadBalancersBefore } from './load-balancers';
import type { Resource } from '../../workload/resource';
import { isRecord, numberOf } from '../../workload/value';
import type { Possible } from '../../workload/value';
import type { Workload } from '../../workload/workload';

/** Default timeouts of the services, in seconds. */
const IDLE_TIMEOUT = 60;
const ORIGIN_READ_TIMEOUT = 30;
const API_GATEWAY_TIMEOUT = 30;

/**
 * Returns for how many seconds a caller waits for a function's answer: the shortest time of all callers that are known,
 * undefined where there is none.
 */
export function shortestCallerTimeout(workload: Workload, fn: Resource): number | undefined {
  const limits = callersOf(workload, fn).flatMap((caller) => {
    if (caller.type === 'AWS::ElasticLoadBalancingV2::TargetGroup') {
      return loadBalancersBefore(workload, caller).flatMap((balancer) => balancerLimits(workload, balancer));
    }
    return caller.type === 'AWS::Lambda::Permission' && caller.get('Principal') === 'apigateway.amazonaws.com'
      ? [API_GATEWAY_TIMEOUT]
      : [];
  });
  return limits.length === 0 ? undefined : Math.min(...limits);
}

function balancerLimits(workload: Workload, balancer: Resource): number[] {
  const idle = numbers(attributeOf(balancer, 'idle_timeout.timeout_seconds'), IDLE_TIMEOUT);
  const edge = [...workload.referrers(balancer)]
    .filter(({ type }) => type === 'AWS::CloudFront::Distribution')
    .flatMap((distribution) =>
      distribution.list('DistributionConfig.Origins').flatMap((origin, index) => {
        if (!isRecord(origin) || !workload.mentions(distribution, origin.DomainName).has(balancer)) return [];
        return numbers(
          distribution.values(`DistributionConfig.Origins.${index}.CustomOriginConfig.OriginReadTimeout`),
          ORIGIN_READ_TIMEOUT,
        );
      }),
    );
  return [...idle, ...edge];
}

function numbers(values: readonly Possible[], fallback: number): number[] {
  return values
    .filter(({ known }) => known)
    .map(({ value }) => numberOf(value ?? fallback))
    .filter(Number.isFinite);
}
