import { isFalse } from '../../workload/value';
import { alarmsOf, isUsedElsewhere } from '../support/alarms';
import { verify, verifyPresent } from '../support/finding';
import type { Rule } from '../support/rule';

/** Every alarm has an action. */
export const alarmHasAction: Rule = {
  name: 'AlarmHasAction',
  practice: 'OPS08-BP04',
  also: ['REL06-BP03'],
  level: 'error',
  requirement: 'Every alarm has an action for the ALARM state, and its actions are enabled.',
  why:
    'An alarm without an action only turns red on a page that no one has open. The outage lasts until customers ' +
    'complain.',
  fix:
    'Create alarms with `shop.monitoring.addAlarm()`, which sends them to the alarm topic. In CloudFormation set ' +
    '`AlarmActions` to the ARN of a topic, and do not set `ActionsEnabled` to false.',
  docs: 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-actions.html',
  check: (workload) =>
    alarmsOf(workload)
      .filter((alarm) => !isUsedElsewhere(workload, alarm))
      .flatMap((alarm) => [
        verify(alarm, 'ActionsEnabled', {
          expected: 'not false',
          holds: (value) => !isFalse(value),
          item: 'ActionsEnabled',
        }),
        verifyPresent(alarm, 'AlarmActions', 'at least one action', { item: 'AlarmActions' }),
      ]),
};
