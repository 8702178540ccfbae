import type { Resource } from '../../workload/resource';
import { textOf } from '../../workload/value';
import { alarmsOf, isForScaling } from '../support/alarms';
import { judge } from '../support/finding';
import type { Finding } from '../support/finding';
import type { Rule } from '../support/rule';

const RUNBOOK = /https:\/\/|\brunbook\b/i;

/** Whoever is called by an alarm reads in it what to do. */
export const alarmHasRunbook: Rule = {
  name: 'AlarmHasRunbook',
  practice: 'OPS10-BP02',
  also: ['OPS07-BP03', 'REL12-BP01'],
  level: 'warning',
  requirement: 'The description of every alarm says what it means, and where it stands what to do.',
  why: 'At night the name of a metric is no help: with the section of a runbook anybody on call can act, without it they wake somebody else.',
  fix:
    '`shop.monitoring.addAlarm()` adds the section to your `summary`. In CloudFormation an `AlarmDescription` that ends in `Runbook: <section>` or holds ' +
    'an https link.',
  docs: 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/AlarmThatSendsEmail.html',
  check: (workload) =>
    alarmsOf(workload)
      .filter((alarm) => !isForScaling(workload, alarm))
      .map(runbookFinding),
};

/** The part of the description that is known may be enough. */
function runbookFinding(alarm: Resource): Finding {
  const values = alarm
    .values('AlarmDescription')
    .map(({ known, value }) =>
      RUNBOOK.test(textOf(value)) ? { known: true, value: textOf(value) } : { known, value },
    );
  return judge(alarm, 'Properties.AlarmDescription', values, {
    expected: 'Runbook: <section>, or an https link',
    holds: (value) => RUNBOOK.test(String(value)),
  });
}
