import { isFalse, isTrue } from '../../workload/value';
import type { Workload } from '../../workload/workload';
import { verify } from '../support/finding';
import type { Finding } from '../support/finding';
import type { Rule } from '../support/rule';

/** Metrics of the servers arrive every minute. */
export const computeMetrics: Rule = {
  name: 'ComputeMetrics',
  practice: 'PERF02-BP03',
  level: 'warning',
  requirement: 'Servers report their metrics every minute, and so do the Auto Scaling groups.',
  why: 'With a value every five minutes, scaling and alarms notice a rush of visitors only after requests have failed.',
  fix:
    'The servers of `EcommerceArchitecture` have both. In CloudFormation set `LaunchTemplateData.Monitoring.Enabled: ' +
    'true` and `MetricsCollection: [{ Granularity: 1Minute }]`.',
  docs: 'https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-metrics.html',
  check: (workload) => [
    ...workload
      .ofType('AWS::EC2::LaunchTemplate')
      .map((template) => verify(template, 'LaunchTemplateData.Monitoring.Enabled', DETAILED)),
    ...instanceFindings(workload),
    // A launch configuration without the property has detailed monitoring.
    ...workload
      .ofType('AWS::AutoScaling::LaunchConfiguration')
      .map((configuration) =>
        verify(configuration, 'InstanceMonitoring', { expected: 'true', holds: (value) => !isFalse(value) }),
      ),
    ...workload
      .ofType('AWS::AutoScaling::AutoScalingGroup')
      .map((group) => verify(group, 'MetricsCollection', COLLECTED)),
  ],
};

const DETAILED = { expected: 'true', holds: isTrue };

/** There is only one granularity, and a list without names means all metrics. */
const COLLECTED = {
  expected: 'metrics of the group every minute',
  holds: (value: unknown) => Array.isArray(value) && value.length > 0,
};

/** An instance without the setting has that of its launch template, which is assessed separately. */
function instanceFindings(workload: Workload): Finding[] {
  return workload
    .ofType('AWS::EC2::Instance')
    .filter((instance) => instance.raw('Monitoring') !== undefined || instance.raw('LaunchTemplate') === undefined)
    .map((instance) => verify(instance, 'Monitoring', DETAILED));
}
