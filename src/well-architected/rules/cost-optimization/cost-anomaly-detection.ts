import type { Resource } from '../../workload/resource';
import { intrinsicOf } from '../../workload/value';
import type { Workload } from '../../workload/workload';
import { found } from '../support/finding';
import type { Rule } from '../support/rule';
import type { Verdict } from '../support/verdict';
import { anyOf, everyOf, stateOf, verdictOf } from '../support/verdict';

/** Monitors usually belong to the account and exist once. A workload without a monitor is not assessed. */
export const costAnomalyDetection: Rule = {
  name: 'CostAnomalyDetection',
  practice: 'COST01-BP06',
  also: ['COST03-BP05'],
  level: 'info',
  requirement: 'A monitor for unusual spending has a subscription that notifies a person.',
  why:
    'The monitor detects a jump in spending within a day. Without a subscription no one is notified, and the account ' +
    'pays until the bill arrives.',
  fix:
    'In CloudFormation add an `AWS::CE::AnomalySubscription` with the monitor in `MonitorArnList` and an address or ' +
    'a topic in `Subscribers`.',
  docs: 'https://docs.aws.amazon.com/cost-management/latest/userguide/manage-ad.html',
  check: (workload) =>
    workload.ofType('AWS::CE::AnomalyMonitor').map((monitor) => {
      const isNotified = anyOf(
        workload
          .anyOfType('AWS::CE::AnomalySubscription')
          .map((subscription) => notifies(workload, subscription, monitor)),
      );
      return found(
        monitor,
        stateOf(isNotified),
        'an AnomalySubscription with subscribers',
        isNotified ? 'there is one' : 'none',
      );
    }),
};

function notifies(workload: Workload, subscription: Resource, monitor: Resource): Verdict {
  const hasSubscribers = verdictOf(
    subscription.values('Subscribers'),
    (value) => Array.isArray(value) && value.length > 0,
  );
  return everyOf([hasSubscribers, isAbout(workload, subscription, monitor)]);
}

/** An ARN from outside of the template may be that of any monitor. A literal ARN existed before this monitor. */
function isAbout(workload: Workload, subscription: Resource, monitor: Resource): Verdict {
  const arns = subscription.values('MonitorArnList').flatMap(({ value }) => (Array.isArray(value) ? value : [value]));
  if (arns.some((arn) => workload.follow(subscription, arn) === monitor)) return true;
  return arns.some((arn) => intrinsicOf(arn) !== undefined && workload.follow(subscription, arn) === undefined)
    ? undefined
    : false;
}
