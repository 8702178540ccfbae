import type { Resource } from '../../workload/resource';
import { numberOf, textOf } from '../../workload/value';
import type { Workload } from '../../workload/workload';
import type { Finding } from '../support/finding';
import { agreed, found, assess } from '../support/finding';
import { setUpFor, servesLoadBalancer } from '../support/fleets';
import type { Rule } from '../support/rule';
import type { State } from '../support/verdict';

/** Default type of a scaling policy in CloudFormation. */
const DEFAULT_TYPE = 'SimpleScaling';

/** The number of servers follows the load automatically. */
export const asgHasScalingPolicy: Rule = {
  name: 'AsgHasScalingPolicy',
  practice: 'REL07-BP01',
  also: ['PERF02-BP05', 'COST09-BP03', 'SUS02-BP01'],
  level: 'error',
  requirement:
    'Servers behind a load balancer are added and removed by a scaling policy, and the maximum is above the minimum.',
  why:
    'No one can add servers by hand in time for a rush. Pages become slow and then fail, at the hour with the most ' +
    'customers.',
  fix:
    'Leave `web.maxCapacity` above `web.minCapacity`, with `web.targetCpuUtilization` and ' +
    '`web.targetRequestsPerMinute`. In CloudFormation add an `AWS::AutoScaling::ScalingPolicy` of the type ' +
    '`TargetTrackingScaling`, and set `MaxSize` above `MinSize`.',
  docs: 'https://docs.aws.amazon.com/autoscaling/ec2/userguide/as-scaling-target-tracking.html',
  check: (workload) =>
    workload
      .ofType('AWS::AutoScaling::AutoScalingGroup')
      .filter(servesLoadBalancer)
      .flatMap((group) => [policyFinding(workload, group), ...roomFinding(group)]),
};

function policyFinding(workload: Workload, group: Resource): Finding {
  const types = setUpFor(workload, 'AWS::AutoScaling::ScalingPolicy', group).map(typeOf);
  const state: State = types.some(followsLoad) ? 'compliant' : types.includes(undefined) ? 'undetermined' : 'failing';
  // Simple policies also scale, but slowly and one step at a time.
  const level = types.length > 0 ? 'warning' : undefined;
  const actual = types.map((type) => type ?? 'unknown').join(', ') || 'no policy';
  return found(group, state, 'a policy of target tracking', actual, { item: 'ScalingPolicy', level });
}

function typeOf(policy: Resource): string | undefined {
  if (policy.raw('PolicyType') === undefined) return DEFAULT_TYPE;
  const type = policy.get('PolicyType');
  // A policy that only forecasts does not scale.
  const forecasts =
    type === 'PredictiveScaling' && policy.get('PredictiveScalingConfiguration.Mode') !== 'ForecastAndScale';
  return type === undefined ? undefined : forecasts ? 'PredictiveScaling that only forecasts' : textOf(type);
}

function followsLoad(type: string | undefined): boolean {
  return ['TargetTrackingScaling', 'StepScaling', 'PredictiveScaling'].includes(String(type));
}

function roomFinding(group: Resource): Finding[] {
  return agreed(
    group.values('MinSize').map(({ known, value: min }) => {
      const expected = `more than ${known ? String(min) : 'MinSize'}`;
      if (!known) {
        return found(group, 'undetermined', expected, textOf(group.raw('MaxSize')), {
          property: 'Properties.MaxSize',
          item: 'MaxSize',
        });
      }
      return assess(group, 'Properties.MaxSize', group.values('MaxSize'), {
        expected,
        holds: (max) => numberOf(max) > numberOf(min),
        item: 'MaxSize',
      });
    }),
  );
}
