import { watchedMetrics } from '../../workload/queries';
import { covers, watchedQueries, watches } from '../support/alarm-coverage';
import { found } from '../support/finding';
import { signalsOf } from '../support/golden-signals';
import type { Rule } from '../support/rule';
import { anyOf, stateOf } from '../support/verdict';

/** Latency, traffic, errors and saturation of every tier have alarms. */
export const goldenSignalAlarms: Rule = {
  name: 'GoldenSignalAlarms',
  practice: 'OPS08-BP01',
  also: ['REL06-BP01', 'REL11-BP01'],
  level: 'error',
  requirement:
    'Alarms watch errors, latency and saturation of load balancer, database, cache, functions and dead-letter ' +
    'queues.',
  why: 'Without the alarm a customer is the first to notice a full disk, a slow page or a lost order.',
  fix:
    '`EcommerceArchitecture` creates them for its resources; for others call `shop.monitoring.addAlarm()`. In ' +
    'CloudFormation add an `AWS::CloudWatch::Alarm` on the metric in brackets, with a dimension that refers to the ' +
    'resource.',
  docs: 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Best_Practice_Recommended_Alarms_AWS_Services.html',
  check: (workload) => {
    const metrics = watchedMetrics(workload);
    const queries = watchedQueries(workload);
    return signalsOf(workload).map((signal) => {
      const verdict = anyOf([
        ...metrics.map((metric) => watches(workload, metric, signal)),
        ...queries.map((query) => covers(workload, query, signal)),
      ]);
      const [item] = signal.metrics;
      const actual =
        verdict === undefined
          ? 'perhaps: an alarm whose metric or dimension is a token'
          : verdict
            ? 'an alarm'
            : 'no alarm';
      return found(signal.resource, stateOf(verdict), `an alarm on ${item} of ${signal.namespace}`, actual, { item });
    });
  },
};
