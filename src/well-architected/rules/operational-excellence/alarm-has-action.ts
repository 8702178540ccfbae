import { isFalse } from '../../workload/value';
import { alarmsOf, isListenedTo } from '../support/alarms';
import { verify, verifyPresent } from '../support/finding';
import type { Rule } from '../support/rule';

/** An alarm that goes off does something. */
export const alarmHasAction: Rule = {
  name: 'AlarmHasAction',
  practice: 'OPS08-BP04',
  also: ['REL06-BP03'],
  level: 'error',
  requirement: 'Every alarm has an action for the moment it goes off, and its actions are enabled.',
  why: 'An alarm without an action turns red on a page that nobody has open: the outage lasts until customers write.',
  fix:
    'Make alarms by `shop.monitoring.addAlarm()`, which sends them to the alarm topic. In CloudFormation `AlarmActions` with the ARN of a topic, and ' +
    '`ActionsEnabled` not false.',
  docs: 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-actions.html',
  check: (workload) =>
    alarmsOf(workload)
      .filter((alarm) => !isListenedTo(workload, alarm))
      .flatMap((alarm) => [
        verify(alarm, 'ActionsEnabled', {
          expected: 'not false',
          holds: (value) => !isFalse(value),
          item: 'ActionsEnabled',
        }),
        verifyPresent(alarm, 'AlarmActions', 'at least one action', { item: 'AlarmActions' }),
      ]),
};
