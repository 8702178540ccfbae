import type { Resource } from '../../workload/resource';
import { numberOf } from '../../workload/value';
import type { Workload } from '../../workload/workload';
import type { Finding } from '../support/finding';
import { found, assess, show, verify } from '../support/finding';
import { servesLoadBalancer } from '../support/fleets';
import type { Rule } from '../support/rule';
import type { Thresholds } from '../support/settings';
import { anyOf, everyOf, stateOf, verdictOf } from '../support/verdict';

/** Properties with the target of a scaling policy, for servers and for containers. */
const TRACKING: Record<string, string> = {
  'AWS::AutoScaling::ScalingPolicy': 'TargetTrackingConfiguration',
  'AWS::ApplicationAutoScaling::ScalingPolicy': 'TargetTrackingScalingPolicyConfiguration',
};

const CPU_METRICS: readonly unknown[] = [
  'ASGAverageCPUUtilization',
  'ECSServiceAverageCPUUtilization',
  'CPUUtilization',
];

/** Capacity follows the number of visitors, and is used. */
export const elasticCapacity: Rule = {
  name: 'ElasticCapacity',
  practice: 'SUS02-BP01',
  also: ['COST09-BP03'],
  level: 'warning',
  requirement:
    'Servers scale between a minimum and a maximum, with a processor target that is worth running them for, and keep ' +
    'no larger reserve of running servers than they use.',
  why:
    'Idle servers use most of the energy of busy ones and cost the same. With a target of 20 % four of five are paid ' +
    'for nothing.',
  fix:
    'Set `web.targetCpuUtilization` to 40 or more and `web.maxCapacity` above `web.minCapacity`. In CloudFormation ' +
    'set `TargetValue` of the scaling policy, `MaxSize` of the group, and `MaxGroupPreparedCapacity` of the warm ' +
    'pool or its `PoolState: Stopped`.',
  docs: 'https://docs.aws.amazon.com/autoscaling/ec2/userguide/as-scaling-target-tracking.html',
  check: (workload, { thresholds }) => [
    ...targetFindings(workload, thresholds),
    ...workload.ofType('AWS::AutoScaling::AutoScalingGroup').filter(servesLoadBalancer).map(sizeFinding),
    ...workload.ofType('AWS::AutoScaling::WarmPool').flatMap((pool) => poolFindings(workload, pool)),
  ],
};

function targetFindings(workload: Workload, { minTargetUtilization: least }: Thresholds): Finding[] {
  return Object.entries(TRACKING).flatMap(([type, path]) =>
    workload
      .ofType(type)
      .filter((policy) => aimsAtCpu(policy, path))
      .map((policy) =>
        verify(policy, `${path}.TargetValue`, {
          expected: `at least ${least}`,
          holds: (value) => numberOf(value) >= least,
        }),
      ),
  );
}

function aimsAtCpu(policy: Resource, path: string): boolean {
  return (
    CPU_METRICS.includes(policy.get(`${path}.PredefinedMetricSpecification.PredefinedMetricType`)) ||
    CPU_METRICS.includes(policy.get(`${path}.CustomizedMetricSpecification.MetricName`))
  );
}

function sizeFinding(group: Resource): Finding {
  const least = group.values('MinSize');
  const most = least.every(({ known }) => known) ? group.values('MaxSize') : least;
  return assess(group, 'Properties.MaxSize', most, {
    expected: `more than MinSize, which is ${least.map(({ value }) => show(value)).join(' or ')}`,
    holds: (value) => least.every(({ value: min }) => numberOf(value) > numberOf(min)),
  });
}

/** Stopped servers use no energy and start fast, so only a running warm pool is a reserve. */
function poolFindings(workload: Workload, pool: Resource): Finding[] {
  const running = verdictOf(pool.values('PoolState'), (state) => state === 'Running');
  const group = workload.follow(pool, pool.raw('AutoScalingGroupName'));
  if (running === false || !group) return [];
  const [property, fits] = reserve(pool, group);
  const capacity = `${property} ${show(pool.raw(property) ?? group.raw('MaxSize'))}`;
  return [
    found(
      pool,
      stateOf(anyOf([running === undefined ? undefined : !running, fits])),
      'a reserve no larger than MinSize of the group',
      `${capacity}, MinSize of the group ${show(group.raw('MinSize'))}`,
      { property: `Properties.${property}` },
    ),
  ];
}

/**
 * A warm pool fills up to its prepared capacity, by default `MaxSize` of the group, and never holds less than its
 * `MinSize`.
 */
function reserve(pool: Resource, group: Resource): [string, boolean | undefined] {
  const inUse = group.values('MinSize');
  const prepared =
    pool.raw('MaxGroupPreparedCapacity') === undefined
      ? group.values('MaxSize')
      : pool.values('MaxGroupPreparedCapacity');
  const verdictAt = (times: number, values: typeof inUse) =>
    everyOf(
      inUse.map(({ known, value: min }) =>
        known
          ? verdictOf(values, (value) => value === undefined || numberOf(value) <= times * numberOf(min))
          : undefined,
      ),
    );
  const floor = verdictAt(1, pool.values('MinSize'));
  return floor === false ? ['MinSize', floor] : ['MaxGroupPreparedCapacity', everyOf([floor, verdictAt(2, prepared)])];
}
