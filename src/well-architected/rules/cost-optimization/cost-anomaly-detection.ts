import type { Resource } from '../../workload/resource';
import { intrinsicOf } from '../../workload/value';
import type { Workload } from '../../workload/workload';
import { found } from '../support/finding';
import type { Rule } from '../support/rule';
import type { Verdict } from '../support/verdict';
import { anyOf, everyOf, stateOf, verdictOf } from '../support/verdict';

/** Monitors belong to the account, where they usually are made once: a workload without one of its own is not judged. */
export const costAnomalyDetection: Rule = {
  name: 'CostAnomalyDetection',
  practice: 'COST01-BP06',
  also: ['COST03-BP05'],
  level: 'info',
  requirement: 'A monitor for unusual spending has a subscription by which somebody hears of it.',
  why: 'The monitor sees the jump in spending within a day and tells nobody: the account pays on until the bill comes.',
  fix: 'In CloudFormation add an `AWS::CE::AnomalySubscription` with the monitor in `MonitorArnList` and an address or topic in `Subscribers`.',
  docs: 'https://docs.aws.amazon.com/cost-management/latest/userguide/manage-ad.html',
  check: (workload) =>
    workload.ofType('AWS::CE::AnomalyMonitor').map((monitor) => {
      const heard = anyOf(
        workload
          .anyOfType('AWS::CE::AnomalySubscription')
          .map((subscription) => hears(workload, subscription, monitor)),
      );
      return found(monitor, stateOf(heard), 'an AnomalySubscription with subscribers', heard ? 'there is one' : 'none');
    }),
};

function hears(workload: Workload, subscription: Resource, monitor: Resource): Verdict {
  const hasSubscribers = verdictOf(
    subscription.values('Subscribers'),
    (value) => Array.isArray(value) && value.length > 0,
  );
  return everyOf([hasSubscribers, isAbout(workload, subscription, monitor)]);
}

/** An ARN from outside may be anybody's; one that is written out was known before this monitor existed. */
function isAbout(workload: Workload, subscription: Resource, monitor: Resource): Verdict {
  const arns = subscription.values('MonitorArnList').flatMap(({ value }) => (Array.isArray(value) ? value : [value]));
  if (arns.some((arn) => workload.follow(subscription, arn) === monitor)) return true;
  return arns.some((arn) => intrinsicOf(arn) !== undefined && workload.follow(subscription, arn) === undefined)
    ? undefined
    : false;
}
