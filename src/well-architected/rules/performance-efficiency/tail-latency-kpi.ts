import { watchedMetrics } from '../../workload/queries';
import type { WatchedMetric } from '../../workload/queries';
import type { Resource } from '../../workload/resource';
import { possibleValues } from '../../workload/value';
import type { Possible } from '../../workload/value';
import type { Workload } from '../../workload/workload';
import type { Finding } from '../support/finding';
import { found, show } from '../support/finding';
import { isApplicationLoadBalancer, LOAD_BALANCER } from '../support/load-balancers';
import type { Rule } from '../support/rule';
import type { Verdict } from '../support/verdict';
import { anyOf, verdictOf } from '../support/verdict';

const LATENCIES: readonly unknown[] = ['TargetResponseTime', 'OriginLatency'];

/** True from the 90th percentile on. */
const TAIL = /^p(9\d(\.\d+)?|100)$/i;

/** The slowest answers count, because an average hides them. */
export const tailLatencyKpi: Rule = {
  name: 'TailLatencyKpi',
  practice: 'PERF05-BP01',
  level: 'warning',
  requirement: 'An alarm watches how long the slowest few percent of visitors wait for an answer of the shop.',
  why:
    'The average stays good while one visitor in twenty waits ten seconds and leaves, often the one with the full ' +
    'cart.',
  fix:
    '`EcommerceArchitecture` has the alarm `ServerLatency`. In CloudFormation add an alarm on `TargetResponseTime` ' +
    "(or CloudFront's `OriginLatency`) with `ExtendedStatistic: p99`.",
  docs: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-cloudwatch-metrics.html',
  check: (workload) => {
    const latencies = watchedMetrics(workload).filter((metric) =>
      namesOf(metric).some(({ known, value }) => !known || LATENCIES.includes(value)),
    );
    return workload
      .ofType(LOAD_BALANCER)
      .filter(isApplicationLoadBalancer)
      .map((loadBalancer) =>
        latencyFinding(
          loadBalancer,
          latencies.filter((metric) => isAbout(workload, metric, loadBalancer)),
        ),
      );
  },
};

function latencyFinding(loadBalancer: Resource, latencies: readonly WatchedMetric[]): Finding {
  const actual = latencies.map(({ name, statistic }) => `${show(name)} ${show(statistic)}`).join(', ');
  return found(
    loadBalancer,
    anyOf(latencies.map(watchesTail)),
    'an alarm on p95 or p99 of TargetResponseTime or OriginLatency',
    actual || 'no alarm on latency',
  );
}

/** A name that is known only at deployment may be that of a latency. */
function namesOf({ alarm, name }: WatchedMetric): Possible[] {
  return possibleValues(alarm.template, name);
}

function watchesTail(metric: WatchedMetric): Verdict {
  const { alarm, statistic } = metric;
  if (namesOf(metric).some(({ known }) => !known)) return undefined;
  return verdictOf(possibleValues(alarm.template, statistic), (value) => TAIL.test(String(value)));
}

/**
 * True for an alarm on this load balancer: by its name, by a listener that has its name, or by a distribution in front
 * of it. A literal name may be that of any load balancer, so it counts too.
 */
function isAbout(workload: Workload, { alarm, dimensions }: WatchedMetric, loadBalancer: Resource): boolean {
  const mentioned = [...workload.mentions(alarm, dimensions)];
  return (
    mentioned.length === 0 ||
    mentioned.some((one) => one === loadBalancer || workload.references(one).has(loadBalancer))
  );
}
