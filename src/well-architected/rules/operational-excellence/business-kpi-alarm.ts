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

/** Types that run the code of the shop. */
const WORKERS = [
  'AWS::Lambda::Function',
  'AWS::AutoScaling::AutoScalingGroup',
  'AWS::ECS::Service',
  'AWS::EC2::Instance',
];

/** Namespaces of technical metrics, which agents publish beside those of AWS. */
const TECHNICAL = /^(AWS\/|CWAgent$|ECS\/|LambdaInsights$|ContainerInsights|Glue$|System\/Linux|Windows\/Default$)/i;

const EXPECTED = 'an alarm or a graph on a custom metric';

/** A metric on an alarm or a graph, and whether it is a metric of the business. */
interface Evidence {
  readonly resource: Resource;
  readonly isBusiness: Verdict;
}

/** An alarm or a graph shows the business, not only the machines. */
export const businessKpiAlarm: Rule = {
  name: 'BusinessKpiAlarm',
  practice: 'OPS04-BP01',
  also: ['PERF05-BP01'],
  level: 'warning',
  requirement: 'At least one alarm or graph shows a business metric, such as orders or refused payments.',
  why: 'All servers can be healthy while no order arrives. Without a business metric you learn that from customers.',
  fix:
    'Call `shop.monitoring.addAlarm()` with a custom metric. In CloudFormation add an `AWS::Logs::MetricFilter` on ' +
    'the log of the function that takes orders, and an `AWS::CloudWatch::Alarm` on its metric.',
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
    // A metric filter counts log events of the code, in any namespace.
    const isCounted = filtered.has(JSON.stringify(namespace));
    return {
      resource: alarm,
      isBusiness:
        isCounted ||
        anyOf(possibleValues(alarm.template, namespace).map(({ value }) => isBusinessNamespace(textOf(value)))),
    };
  });
  const graphs = dashboardsOf(workload).map((dashboard): Evidence => ({
    resource: dashboard.resource,
    isBusiness: dashboard.widgets ? anyOf(namespacesIn(dashboard).map(isBusinessNamespace)) : undefined,
  }));
  return [...alarms, ...graphs];
}

/** Decides by the known part of the name. */
function isBusinessNamespace(namespace: string): Verdict {
  return /^[<{]/.test(namespace) ? undefined : !TECHNICAL.test(namespace) && namespace !== '';
}
