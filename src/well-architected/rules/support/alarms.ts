import type { Resource } from '../../workload/resource';
import { listOf, textOf } from '../../workload/value';
import type { Workload } from '../../workload/workload';

/** Types that react to the state of an alarm without being an action of it. */
const LISTENERS = [
  'CloudWatch::CompositeAlarm',
  'CodeDeploy::DeploymentGroup',
  'AppConfig::Environment',
  'ECS::Service',
  'Events::Rule',
  'Route53::HealthCheck',
].map((type) => `AWS::${type}`);

const SCALING = ['AWS::AutoScaling::ScalingPolicy', 'AWS::ApplicationAutoScaling::ScalingPolicy'];

export function alarmsOf(workload: Workload): Resource[] {
  return workload.ofType('AWS::CloudWatch::Alarm', 'AWS::CloudWatch::CompositeAlarm');
}

/**
 * True when another resource uses the state of the alarm, such as a composite alarm or a deployment that rolls back.
 * Such an alarm needs no action.
 *
 * @param workload - users in related stacks are included
 */
export function isUsedElsewhere(workload: Workload, alarm: Resource): boolean {
  return [...workload.referrers(alarm)].some(({ type }) => LISTENERS.includes(type)) || isNamedInRule(workload, alarm);
}

function isNamedInRule(workload: Workload, alarm: Resource): boolean {
  const name = alarm.get('AlarmName');
  return (
    typeof name === 'string' &&
    workload
      .anyOfType('AWS::CloudWatch::CompositeAlarm')
      .some((above) => textOf(above.raw('AlarmRule')).includes(`"${name}"`))
  );
}

/** True when its only actions add or remove capacity, so that it notifies no one. */
export function isForScaling(workload: Workload, alarm: Resource): boolean {
  const actions = listOf(alarm.raw('AlarmActions'));
  return actions.length > 0 && actions.every((action) => SCALING.includes(workload.follow(alarm, action)?.type ?? ''));
}
