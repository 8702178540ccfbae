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

/** Metrics that fall when a server is added. Traffic in bytes may not fall. */
const FITTING: readonly unknown[] = ['ASGAverageCPUUtilization', 'ALBRequestCountPerTarget'];
const WARMED: readonly unknown[] = ['TargetTrackingScaling', 'StepScaling'];

const WARMUP = {
  expected: 'seconds until a new server counts',
  holds: (value: unknown) => numberOf(value) >= 0,
  item: 'Warmup',
};

/** Scaling uses a metric that visitors feel, and does not count servers that still start. */
export const scalingMetricFits: Rule = {
  name: 'ScalingMetricFits',
  practice: 'PERF02-BP05',
  level: 'warning',
  requirement:
    'An Auto Scaling group follows processor load, requests per server or a custom metric, and has a warm-up time ' +
    'for new servers.',
  why:
    'With steps or with traffic in bytes, scaling comes too late for a rush or not at all. Without a warm-up time it ' +
    'counts servers that still start, and then adds too many or removes those that are needed.',
  fix:
    'The servers of `EcommerceArchitecture` do so: see `web.targetCpuUtilization` and `web.targetRequestsPerMinute`. ' +
    'In CloudFormation add a `ScalingPolicy` with `PolicyType: TargetTrackingScaling`, and set ' +
    '`DefaultInstanceWarmup` of the group.',
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

/** A customized metric is a choice for this workload, such as the number of messages per server. */
function fits(policy: Resource): Verdict {
  const tracks = verdictOf(policy.values('PolicyType'), (value) => value === 'TargetTrackingScaling');
  if (!tracks || policy.raw(CUSTOMIZED) !== undefined) return tracks;
  return verdictOf(policy.values(PREDEFINED), (value) => FITTING.includes(value));
}

/** The group sets the warm-up time for all policies, or each policy sets it. */
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
