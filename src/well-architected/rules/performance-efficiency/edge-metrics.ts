import { watchedMetrics } from '../../workload/queries';
import type { Workload } from '../../workload/workload';
import { DISTRIBUTION } from '../support/distributions';
import type { Finding } from '../support/finding';
import { found, show, verify } from '../support/finding';
import type { Rule } from '../support/rule';

const SUBSCRIPTION = 'AWS::CloudFront::MonitoringSubscription';

/** Additional metrics of CloudFront, which exist only while they are paid for. */
const PAID: readonly unknown[] = [
  'CacheHitRate',
  'OriginLatency',
  '401ErrorRate',
  '403ErrorRate',
  '404ErrorRate',
  '502ErrorRate',
  '503ErrorRate',
  '504ErrorRate',
];

/** No alarm waits for a metric that is never published. The metrics cost money, so no shop is required to have them. */
export const edgeMetrics: Rule = {
  name: 'EdgeMetrics',
  practice: 'PERF05-BP02',
  level: 'info',
  requirement:
    "CloudFront's additional metrics are enabled where a subscription to them is declared or an alarm watches one.",
  why:
    'Without the subscription CloudFront publishes no cache hit rate and no origin latency. Alarms on them stay ' +
    'silent, and no one learns why pages became slow.',
  fix:
    'In CloudFormation add a `MonitoringSubscription` of the distribution with `RealtimeMetricsSubscriptionStatus: ' +
    'Enabled`. Each metric is billed.',
  docs: 'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/viewing-cloudfront-metrics.html',
  check: (workload) => [
    ...workload
      .ofType(SUBSCRIPTION)
      .map((subscription) =>
        verify(
          subscription,
          'MonitoringSubscription.RealtimeMetricsSubscriptionConfig.RealtimeMetricsSubscriptionStatus',
          { expected: 'Enabled', holds: (value) => value === 'Enabled' },
        ),
      ),
    ...unsubscribedFindings(workload),
  ],
};

function unsubscribedFindings(workload: Workload): Finding[] {
  const paid = watchedMetrics(workload).filter(({ name }) => PAID.includes(name));
  return workload.ofType(DISTRIBUTION).flatMap((distribution) => {
    const metric = paid.find(({ alarm, dimensions }) => workload.mentions(alarm, dimensions).has(distribution));
    if (!metric) return [];
    const isSubscribed = [...workload.referrers(distribution)].some(({ type }) => type === SUBSCRIPTION);
    return [
      found(
        distribution,
        isSubscribed,
        'a MonitoringSubscription',
        `${isSubscribed ? 'one' : 'none'}, with an alarm on ${show(metric.name)}`,
      ),
    ];
  });
}
