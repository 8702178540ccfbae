import type { Resource } from '../../workload/resource';
import { numberOf } from '../../workload/value';
import { found, show, verify } from '../support/finding';
import type { Finding } from '../support/finding';
import { setUpFor } from '../support/fleets';
import type { Rule } from '../support/rule';
import { anyOf, everyOf, stateOf, verdictIn, verdictOf } from '../support/verdict';
import type { Verdict } from '../support/verdict';

const PREDEFINED = 'TargetTrackingConfiguration.PredefinedMetricSpecification.PredefinedMetricType';
const CUSTOMIZED = 'TargetTrackingConfiguration.CustomizedMetricSpecification';

/** Metrics that fall when a server is added, which traffic in bytes need not do. */
const FITTING: readonly unknown[] = ['ASGAverageCPUUtilization', 'ALBRequestCountPerTarget'];
const WARMED: readonly unknown[] = ['TargetTrackingScaling', 'StepScaling'];

const WARMUP = {
  expected: 'seconds until a new server counts',
  holds: (value: unknown) => numberOf(value) >= 0,
  item: 'Warmup',
};

/** Servers are added for what slows visitors down, and new ones are not mistaken for idle ones. */
export const scalingMetricFits: Rule = {
  name: 'ScalingMetricFits',
  practice: 'PERF02-BP05',
  level: 'warning',
  requirement:
    'A group that scales follows processor load, requests per server or a metric of its own, and knows how long a new server takes.',
  why:
    'By steps or by bytes sent, scaling comes too late for a rush or never; without a warm-up time it counts servers that still start, and adds far ' +
    'too many or takes away those that are needed.',
  fix:
    'The servers of the architecture do so: see `web.targetCpuUtilization` and `web.targetRequestsPerMinute`; in CloudFormation a `ScalingPolicy` with ' +
    '`PolicyType: TargetTrackingScaling` and `DefaultInstanceWarmup` of the group.',
  docs: 'https://docs.aws.amazon.com/autoscaling/ec2/userguide/as-scaling-target-tracking.html',
  check: (workload) =>
    workload.ofType('AWS::AutoScaling::AutoScalingGroup').flatMap((group) => {
      const policies = setUpFor(workload, 'AWS::AutoScaling::ScalingPolicy', group);
      return policies.length === 0 ? [] : [metricFinding(group, policies), ...warmupFindings(group, policies)];
    }),
};

function metricFinding(group: Resource, policies: readonly Resource[]): Finding {
  const actual = policies
    .map((policy) => show(policy.raw(PREDEFINED) ?? policy.raw('PolicyType') ?? 'SimpleScaling'))
    .join(', ');
  return found(group, anyOf(policies.map(fits)), `target tracking by ${FITTING.join(' or ')}`, actual, {
    item: 'Metric',
  });
}

/** A customized metric is somebody's choice for this very work, such as the messages that wait for each server. */
function fits(policy: Resource): Verdict {
  const tracks = verdictOf(policy.values('PolicyType'), (value) => value === 'TargetTrackingScaling');
  if (!tracks || policy.raw(CUSTOMIZED) !== undefined) return tracks;
  return verdictOf(policy.values(PREDEFINED), (value) => FITTING.includes(value));
}

/** The group says it for all policies, or each policy for itself. */
function warmupFindings(group: Resource, policies: readonly Resource[]): Finding[] {
  const warmed = policies.filter((policy) => WARMED.includes(policy.get('PolicyType')));
  if (warmed.length === 0) return [];
  const ofGroup = verify(group, 'DefaultInstanceWarmup', WARMUP);
  if (ofGroup.state !== 'failing') return [ofGroup];
  return [
    {
      ...ofGroup,
      state: stateOf(everyOf(warmed.map((policy) => verdictIn(verify(policy, 'EstimatedInstanceWarmup', WARMUP))))),
    },
  ];
}
