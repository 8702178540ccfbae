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

/** What was added for the rush is taken away after it. */
export const asgScalesIn: Rule = {
  name: 'AsgScalesIn',
  practice: 'COST09-BP03',
  also: ['SUS02-BP01'],
  level: 'warning',
  requirement: 'Groups of servers that grow under load shrink again, and those for developers at night.',
  why: 'A group that only grows keeps the servers of its busiest hour for ever, and servers for developers work two thirds of their time for nobody.',
  fix:
    'The groups of the construct shrink by themselves; in CloudFormation `DisableScaleIn: false` in the `TargetTrackingConfiguration`, and for developers an ' +
    '`AWS::AutoScaling::ScheduledAction` that sets the size to 0 in the evening.',
  docs: 'https://docs.aws.amazon.com/autoscaling/ec2/userguide/as-scaling-target-tracking.html',
  check: (workload, { production }) =>
    workload.ofType('AWS::AutoScaling::AutoScalingGroup').flatMap((group) => {
      const schedules = setUpFor(workload, 'AWS::AutoScaling::ScheduledAction', group);
      return [...shrinkFindings(workload, group, schedules), ...(production ? [] : [nightFinding(group, schedules)])];
    }),
};

/** One policy that shrinks is enough: others may be there to grow fast. A group without policies is not one that grows. */
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
      'a scaling policy that takes servers away',
      policies.map(({ logicalId }) => logicalId).join(', '),
      { item: 'ScaleIn' },
    ),
  ];
}

/** By following a target, by steps down, or by setting the size; what forecasts load only grows. */
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

/** A habit rather than a fault: for people in several time zones there is no night. */
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
