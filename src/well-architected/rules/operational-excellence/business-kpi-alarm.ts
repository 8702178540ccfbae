import { watchedMetrics } from '../../workload/queries';
import type { Resource } from '../../workload/resource';
import { isRecord, possibleValues, textOf } from '../../workload/value';
import type { Workload } from '../../workload/workload';
import { dashboardsOf, namespacesIn } from '../support/dashboards';
import { found } from '../support/finding';
import type { Finding } from '../support/finding';
import type { Rule } from '../support/rule';
import type { Verdict } from '../support/verdict';
import { anyOf } from '../support/verdict';

/** What does the shop's work. */
const WORKERS = [
  'AWS::Lambda::Function',
  'AWS::AutoScaling::AutoScalingGroup',
  'AWS::ECS::Service',
  'AWS::EC2::Instance',
];

/** Agents publish here how machines feel, which is not how business goes. */
const TECHNICAL = /^(AWS\/|CWAgent$|ECS\/|LambdaInsights$|ContainerInsights|Glue$|System\/Linux|Windows\/Default$)/i;

const EXPECTED = 'an alarm or a graph on a metric of your own';

/** A metric that somebody looks at, and the namespace it is in. */
interface Evidence {
  readonly resource: Resource;
  readonly isBusiness: Verdict;
}

/** Something watches what the shop is for, not only the machines it runs on. */
export const businessKpiAlarm: Rule = {
  name: 'BusinessKpiAlarm',
  practice: 'OPS04-BP01',
  also: ['PERF05-BP01'],
  level: 'warning',
  requirement: 'At least one alarm or graph watches a figure of the business, such as orders or refused payments.',
  why: 'Every server can be well while no order comes in: without a figure of the business it is the customers who tell you.',
  fix:
    '`shop.monitoring.addAlarm()` on a metric of your own; in CloudFormation an `AWS::Logs::MetricFilter` on the log of the function that takes ' +
    'orders, and an `AWS::CloudWatch::Alarm` on its metric.',
  docs: 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/MonitoringLogData.html',
  check: (workload) => {
    const [worker] = workload.ofType(...WORKERS);
    return worker ? [kpiFinding(worker, evidenceIn(workload))] : [];
  },
};

function kpiFinding(worker: Resource, evidence: readonly Evidence[]): Finding {
  const proof =
    evidence.find(({ isBusiness }) => isBusiness) ?? evidence.find(({ isBusiness }) => isBusiness === undefined);
  if (!proof) return found(worker, false, EXPECTED, 'only metrics of AWS and its agents');
  return proof.isBusiness
    ? found(proof.resource, true, EXPECTED, 'a metric of the business')
    : found(proof.resource, 'undetermined', EXPECTED, 'a metric whose namespace is a token');
}

function evidenceIn(workload: Workload): Evidence[] {
  const filtered = new Set(
    workload
      .anyOfType('AWS::Logs::MetricFilter')
      .flatMap((filter) => filter.list('MetricTransformations').filter(isRecord))
      .map(({ MetricNamespace: namespace }) => JSON.stringify(namespace)),
  );
  const alarms = watchedMetrics(workload).map(({ alarm, namespace }): Evidence => {
    // A filter on a log counts what the code says, whatever its namespace turns out to be.
    const isCounted = filtered.has(JSON.stringify(namespace));
    return {
      resource: alarm,
      isBusiness:
        isCounted || anyOf(possibleValues(alarm.template, namespace).map(({ value }) => judgeName(textOf(value)))),
    };
  });
  const graphs = dashboardsOf(workload).map((dashboard): Evidence => ({
    resource: dashboard.resource,
    isBusiness: dashboard.widgets ? anyOf(namespacesIn(dashboard).map(judgeName)) : undefined,
  }));
  return [...alarms, ...graphs];
}

/** By the part of the name that is known. */
function judgeName(namespace: string): Verdict {
  return /^[<{]/.test(namespace) ? undefined : !TECHNICAL.test(namespace) && namespace !== '';
}
