import type { Resource } from '../../workload/resource';
import { isTrue, numberOf } from '../../workload/value';
import type { Workload } from '../../workload/workload';
import type { Finding } from '../support/finding';
import { found } from '../support/finding';
import { setUpFor } from '../support/fleets';
import type { Rule } from '../support/rule';
import { anyOf, everyOf, stateOf, verdictOf } from '../support/verdict';
import type { Verdict } from '../support/verdict';

const SIZES = ['MinSize', 'MaxSize', 'DesiredCapacity'];

/** Auto Scaling groups also scale in, and those of development scale to zero at night. */
export const asgScalesIn: Rule = {
  name: 'AsgScalesIn',
  practice: 'COST09-BP03',
  also: ['SUS02-BP01'],
  level: 'warning',
  requirement:
    'Auto Scaling groups that grow under load shrink again, and those of a development shop are empty at night.',
  why:
    'A group that only grows keeps the servers of its busiest hour forever, and the servers of a development shop ' +
    'are idle for two thirds of the day. Both are paid for.',
  fix:
    'The groups of `EcommerceArchitecture` shrink by themselves. In CloudFormation set `DisableScaleIn: false` in ' +
    '`TargetTrackingConfiguration`; for development add an `AWS::AutoScaling::ScheduledAction` that sets the size to ' +
    '0 in the evening.',
  docs: 'https://docs.aws.amazon.com/autoscaling/ec2/userguide/as-scaling-target-tracking.html',
  check: (workload, { production }) =>
    workload.ofType('AWS::AutoScaling::AutoScalingGroup').flatMap((group) => {
      const schedules = setUpFor(workload, 'AWS::AutoScaling::ScheduledAction', group);
      return [...shrinkFindings(workload, group, schedules), ...(production ? [] : [nightFinding(group, schedules)])];
    }),
};

/** One policy that scales in is enough: others may only scale out. A group without policies does not grow. */
function shrinkFindings(workload: Workload, group: Resource, schedules: readonly Resource[]): Finding[] {
  const policies = setUpFor(workload, 'AWS::AutoScaling::ScalingPolicy', group);
  if (policies.length === 0) return [];
  const verdict = anyOf([
    ...policies.map(shrinks),
    ...schedules.map((action) => SIZES.some((size) => action.raw(size) !== undefined)),
  ]);
  return [
    found(
      group,
      stateOf(verdict),
      'a scaling policy that removes servers',
      policies.map(({ logicalId }) => logicalId).join(', '),
      { item: 'ScaleIn' },
    ),
  ];
}

/** True for target tracking, for steps down, and for policies that set the size. Predictive scaling only scales out. */
function shrinks(policy: Resource): Verdict {
  const isDown = (path: string) => verdictOf(policy.values(path), (value) => numberOf(value) < 0);
  const tracks = verdictOf(policy.values('TargetTrackingConfiguration'), (value) => value !== undefined);
  return anyOf([
    everyOf([
      tracks,
      verdictOf(policy.values('TargetTrackingConfiguration.DisableScaleIn'), (value) => !isTrue(value)),
    ]),
    verdictOf(policy.values('AdjustmentType'), (type) => type === 'ExactCapacity'),
    isDown('ScalingAdjustment'),
    ...policy.list('StepAdjustments').map((_, index) => isDown(`StepAdjustments.${index}.ScalingAdjustment`)),
  ]);
}

/** Only a note, because a team in several time zones has no night. */
function nightFinding(group: Resource, schedules: readonly Resource[]): Finding {
  const verdict = anyOf(
    schedules.flatMap((action) =>
      SIZES.map((size) => verdictOf(action.values(size), (value) => numberOf(value) === 0)),
    ),
  );
  const actual = schedules.length === 0 ? 'none' : schedules.map(({ logicalId }) => logicalId).join(', ');
  return found(group, stateOf(verdict), 'a scheduled action that sets the size to 0 at night', actual, {
    item: 'Schedule',
    level: 'info',
  });
}
