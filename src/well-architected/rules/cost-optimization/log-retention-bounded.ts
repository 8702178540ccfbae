import type { Resource } from '../../workload/resource';
import { numberOf, textOf } from '../../workload/value';
import type { Workload } from '../../workload/workload';
import type { Finding } from '../support/finding';
import { found, show, verify, verifyPresent } from '../support/finding';
import type { Rule } from '../support/rule';

const FUNCTION_LOGS = '/aws/lambda/';

/** Log groups end some day, also those that Lambda would make by itself. */
export const logRetentionBounded: Rule = {
  name: 'LogRetentionBounded',
  practice: 'COST04-BP05',
  also: ['SUS04-BP03'],
  level: 'error',
  requirement:
    'Every log group deletes what is older than the agreed bound, and every function writes to a log group of the template.',
  why:
    'A log group keeps everything for ever unless told otherwise, and so does the one that Lambda makes for a function without: the shop pays each month ' +
    'for every month that it has been open.',
  fix:
    'The log groups of the construct end after a year (`profile` PRODUCTION) or two weeks (DEVELOPMENT); in CloudFormation `RetentionInDays` of the log group, ' +
    'and `LoggingConfig.LogGroup` of the function. Whoever must keep logs for longer raises the threshold `maxLogRetentionDays`.',
  docs: 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/Working-with-log-groups-and-streams.html',
  tradeOff: {
    against: 'SEC04-BP01-NetworkAndEdgeLogging',
    reason:
      "Logs are kept for as long as an inquiry or an audit of card payments looks back, and no longer: what is older costs storage and endangers customers' data.",
  },
  check: (workload, { thresholds: { maxLogRetentionDays } }) => [
    ...workload
      .ofType('AWS::Logs::LogGroup')
      .filter(choosesRetention)
      .map((group) => groupFinding(group, maxLogRetentionDays)),
    ...workload
      .ofType('AWS::Lambda::Function')
      .filter((fn) => !isAtTheEdge(workload, fn) && !servesDeployments(workload, fn))
      .map((fn) => functionFinding(workload, fn)),
  ],
};

/** What is only on its way to a bucket is kept for a day, whatever the template says. */
function choosesRetention(group: Resource): boolean {
  return group.get('LogGroupClass') !== 'DELIVERY';
}

/** To keep logs for long is a decision; to keep them for ever is mostly none. */
function groupFinding(group: Resource, max: number): Finding {
  const isDecided = group.values('RetentionInDays').every(({ known, value }) => !known || value !== undefined);
  return verify(group, 'RetentionInDays', {
    expected: `at most ${max}`,
    holds: (value) => numberOf(value) <= max,
    level: isDecided ? 'warning' : undefined,
  });
}

function functionFinding(workload: Workload, fn: Resource): Finding {
  const expected = 'a log group of the template';
  const own = workload
    .anyOfType('AWS::Logs::LogGroup', 'Custom::LogRetention')
    .find((group) => isLogOf(workload, group, fn));
  if (own) return found(fn, true, expected, own.logicalId, { property: 'Properties.LoggingConfig.LogGroup' });
  const isOpen = fn.values('LoggingConfig').some(({ known }) => !known);
  return isOpen
    ? found(fn, 'undetermined', expected, show(fn.raw('LoggingConfig')), { property: 'Properties.LoggingConfig' })
    : verifyPresent(fn, 'LoggingConfig.LogGroup', expected);
}

/** A log group of the name that Lambda would give it, which is there before Lambda looks for it. */
function isLogOf(workload: Workload, group: Resource, fn: Resource): boolean {
  const name = group.raw('LogGroupName');
  return (
    workload.mentions(group, name).has(fn) ||
    (fn.raw('FunctionName') !== undefined && textOf(name) === FUNCTION_LOGS + textOf(fn.raw('FunctionName')))
  );
}

/** Lambda@Edge writes to log groups in every Region that has visitors: no template can make them. */
function isAtTheEdge(workload: Workload, fn: Resource): boolean {
  return [...workload.referrers(fn)]
    .filter(({ type }) => type === 'AWS::Lambda::Version')
    .some((version) => [...workload.referrers(version)].some(({ type }) => type === 'AWS::CloudFront::Distribution'));
}

/** Behind a custom resource: a few lines for each deployment cost nothing, and CDK's own providers leave no choice. */
function servesDeployments(workload: Workload, fn: Resource): boolean {
  return [...workload.referrers(fn)].some((referrer) => workload.follow(referrer, referrer.raw('ServiceToken')) === fn);
}
