import type { Resource } from '../../workload/resource';
import { numberOf, textOf } from '../../workload/value';
import type { Workload } from '../../workload/workload';
import type { Finding } from '../support/finding';
import { found, show, verify, verifyPresent } from '../support/finding';
import type { Rule } from '../support/rule';

const FUNCTION_LOGS = '/aws/lambda/';

/** Log groups have a retention period, including those that Lambda would otherwise create. */
export const logRetentionBounded: Rule = {
  name: 'LogRetentionBounded',
  practice: 'COST04-BP05',
  also: ['SUS04-BP03'],
  level: 'error',
  requirement:
    'Every log group deletes events that are older than the agreed limit, and every function writes to a log group ' +
    'of the template.',
  why:
    'A log group keeps everything forever unless a retention period is set, and so does the one that Lambda creates ' +
    'for a function. The shop then pays for the logs of its whole past every month.',
  fix:
    'The log groups of `EcommerceArchitecture` keep a year (`Profile.PRODUCTION`) or two weeks ' +
    '(`Profile.DEVELOPMENT`). In CloudFormation set `RetentionInDays` of the log group and `LoggingConfig.LogGroup` ' +
    'of the function. If logs must be kept longer, raise the threshold `maxLogRetentionDays`.',
  docs: 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/Working-with-log-groups-and-streams.html',
  tradeOff: {
    against: 'SEC04-BP01-NetworkAndEdgeLogging',
    reason:
      'Logs are kept for as long as an investigation or an audit of card payments needs them, and no longer. Older ' +
      "logs cost storage and endanger customers' data.",
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

/** Delivery log groups always keep events for a day, so their retention cannot be chosen. */
function choosesRetention(group: Resource): boolean {
  return group.get('LogGroupClass') !== 'DELIVERY';
}

/** A long retention is a decision; an unlimited one mostly is none. */
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

/** True for a log group with the name under which Lambda would create it. */
function isLogOf(workload: Workload, group: Resource, fn: Resource): boolean {
  const name = group.raw('LogGroupName');
  return (
    workload.mentions(group, name).has(fn) ||
    (fn.raw('FunctionName') !== undefined && textOf(name) === FUNCTION_LOGS + textOf(fn.raw('FunctionName')))
  );
}

/** Lambda@Edge writes to log groups in the Regions of the visitors, which no template can create. */
function isAtTheEdge(workload: Workload, fn: Resource): boolean {
  return [...workload.referrers(fn)]
    .filter(({ type }) => type === 'AWS::Lambda::Version')
    .some((version) => [...workload.referrers(version)].some(({ type }) => type === 'AWS::CloudFront::Distribution'));
}

/**
 * True for the function of a custom resource. It writes a few lines for each deployment, and CDK's providers offer no
 * choice.
 */
function servesDeployments(workload: Workload, fn: Resource): boolean {
  return [...workload.referrers(fn)].some((referrer) => workload.follow(referrer, referrer.raw('ServiceToken')) === fn);
}
