import type { Resource } from '../../workload/resource';
import { textOf } from '../../workload/value';
import { alarmsOf, isForScaling } from '../support/alarms';
import { assess } from '../support/finding';
import type { Finding } from '../support/finding';
import type { Rule } from '../support/rule';

const RUNBOOK = /https:\/\/|\brunbook\b/i;

/** The description of an alarm leads the person on call to the runbook. */
export const alarmHasRunbook: Rule = {
  name: 'AlarmHasRunbook',
  practice: 'OPS10-BP02',
  also: ['OPS07-BP03', 'REL12-BP01'],
  level: 'warning',
  requirement: 'The description of every alarm says what the alarm means and where the procedure for it is.',
  why:
    'At night the name of a metric does not help. With a section of a runbook the person on call can act without ' +
    'waking a specialist.',
  fix:
    '`shop.monitoring.addAlarm()` adds the section to your `summary`. In CloudFormation end `AlarmDescription` with ' +
    '`Runbook: <section>`, or include an https link.',
  docs: 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/AlarmThatSendsEmail.html',
  check: (workload) =>
    alarmsOf(workload)
      .filter((alarm) => !isForScaling(workload, alarm))
      .map(runbookFinding),
};

/** The known part of the description may be enough. */
function runbookFinding(alarm: Resource): Finding {
  const values = alarm
    .values('AlarmDescription')
    .map(({ known, value }) =>
      RUNBOOK.test(textOf(value)) ? { known: true, value: textOf(value) } : { known, value },
    );
  return assess(alarm, 'Properties.AlarmDescription', values, {
    expected: 'Runbook: <section>, or an https link',
    holds: (value) => RUNBOOK.test(String(value)),
  });
}
