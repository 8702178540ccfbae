import type { Resource } from '../../workload/resource';
import { isFalse, numberOf } from '../../workload/value';
import type { Finding } from '../support/finding';
import { found, assess, show } from '../support/finding';
import { attributeOf, LOAD_BALANCER } from '../support/load-balancers';
import type { Rule } from '../support/rule';
import { anyOf, verdictOf } from '../support/verdict';

const LEAST_DRAINING_SECONDS = 15;
const MOST_DRAINING_SECONDS = 120;
/** Default delay of a target group, in seconds. */
const DEFAULT_DRAINING_SECONDS = 300;

const CROSS_ZONE = 'load_balancing.cross_zone.enabled';
const DRAINING = 'deregistration_delay.timeout_seconds';
const ALGORITHM = 'load_balancing.algorithm.type';
const SLOW_START = 'slow_start.duration_seconds';

/** Every server gets its share of the load, also while it starts or stops. */
export const loadBalancingTuned: Rule = {
  name: 'LoadBalancingTuned',
  practice: 'PERF04-BP04',
  level: 'warning',
  requirement:
    'Load is spread over all zones, a server that leaves drains for ' +
    `${LEAST_DRAINING_SECONDS} to ${MOST_DRAINING_SECONDS} seconds, ` +
    'and a new or busy server gets no more load than it can handle.',
  why:
    'Otherwise half of the servers are overloaded while others are idle, a new server fails under its first ' +
    'requests, and each release takes five minutes for each server or interrupts an order.',
  fix:
    'The target group of `EcommerceArchitecture` is tuned. In CloudFormation set ' +
    '`deregistration_delay.timeout_seconds` in `TargetGroupAttributes`, and `load_balancing.algorithm.type: ' +
    'least_outstanding_requests` or `slow_start.duration_seconds`.',
  docs: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-target-groups.html',
  check: (workload) => [
    ...workload.ofType(LOAD_BALANCER).map((one) => crossZoneFinding(one, 'LoadBalancerAttributes')),
    ...workload
      .ofType('AWS::ElasticLoadBalancingV2::TargetGroup')
      .filter(hasServers)
      .flatMap((group) => [
        crossZoneFinding(group, 'TargetGroupAttributes'),
        drainingFinding(group),
        shareFinding(group),
      ]),
  ],
};

/**
 * True for servers or containers with HTTP. Functions need no draining, and other protocols keep connections for hours.
 */
function hasServers(group: Resource): boolean {
  const type = group.raw('TargetType') ?? 'instance';
  return (type === 'instance' || type === 'ip') && ['HTTP', 'HTTPS'].includes(String(group.raw('Protocol')));
}

function crossZoneFinding(resource: Resource, property: string): Finding {
  return assess(resource, `Properties.${property}`, attributeOf(resource, CROSS_ZONE), {
    expected: `${CROSS_ZONE} not switched off`,
    holds: (value) => !isFalse(value),
    item: 'CrossZone',
  });
}

function drainingFinding(group: Resource): Finding {
  return assess(group, 'Properties.TargetGroupAttributes', attributeOf(group, DRAINING), {
    expected: `${DRAINING} from ${LEAST_DRAINING_SECONDS} to ${MOST_DRAINING_SECONDS}`,
    holds: (value) => isBetween(numberOf(value ?? DEFAULT_DRAINING_SECONDS)),
    item: 'Draining',
  });
}

function isBetween(seconds: number): boolean {
  return seconds >= LEAST_DRAINING_SECONDS && seconds <= MOST_DRAINING_SECONDS;
}

/** One of the two is enough, and equal servers that start together need neither. */
function shareFinding(group: Resource): Finding {
  const algorithm = attributeOf(group, ALGORITHM);
  const byLoad = verdictOf(algorithm, (value) => value !== undefined && value !== 'round_robin');
  const slowly = verdictOf(attributeOf(group, SLOW_START), (value) => numberOf(value) > 0);
  return found(
    group,
    anyOf([byLoad, slowly]),
    `${ALGORITHM} least_outstanding_requests, or ${SLOW_START}`,
    show(algorithm[0]?.value),
    {
      property: 'Properties.TargetGroupAttributes',
      item: 'Share',
      level: 'info',
    },
  );
}
