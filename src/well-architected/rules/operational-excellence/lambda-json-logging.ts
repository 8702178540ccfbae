import type { Resource } from '../../workload/resource';
import { textOf } from '../../workload/value';
import type { Workload } from '../../workload/workload';
import type { Finding } from '../support/finding';
import { found, verify, verifyPresent } from '../support/finding';
import type { Rule } from '../support/rule';
import { servingFunctions } from '../support/serving-functions';

const BY_NAME = '/aws/lambda/';

/** Logs of functions can be searched by field, and their log group is in the template. */
export const lambdaJsonLogging: Rule = {
  name: 'LambdaJsonLogging',
  practice: 'OPS04-BP02',
  also: ['SEC04-BP02'],
  level: 'error',
  requirement: 'Functions log as JSON, into a log group of the template.',
  why:
    'To find one order in plain text, all of it must be read while the customer waits. A log group that Lambda ' +
    'creates by itself keeps everything forever, and is not encrypted with your key.',
  fix:
    'The functions of `EcommerceArchitecture` do both. In CloudFormation set `LoggingConfig: { LogFormat: JSON, ' +
    'LogGroup: !Ref Logs }`; in CDK set `loggingFormat: LoggingFormat.JSON` and `logGroup`.',
  docs: 'https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-logformat.html',
  check: (workload) =>
    servingFunctions(workload).flatMap((fn) => [
      verify(fn, 'LoggingConfig.LogFormat', {
        expected: 'JSON',
        holds: (value) => value === 'JSON',
        item: 'LogFormat',
      }),
      groupFinding(workload, fn),
    ]),
};

function groupFinding(workload: Workload, fn: Resource): Finding {
  const group = workload.anyOfType('AWS::Logs::LogGroup').find((each) => isGroupOf(workload, each, fn));
  const expected = 'a log group of the template';
  const property = 'LoggingConfig.LogGroup';
  return group && fn.raw(property) === undefined
    ? found(fn, true, expected, group.logicalId, { property: `Properties.${property}`, item: 'LogGroup' })
    : verifyPresent(fn, property, expected, { item: 'LogGroup' });
}

/** True for a log group with the name under which Lambda would create it. */
function isGroupOf(workload: Workload, group: Resource, fn: Resource): boolean {
  const name = group.raw('LogGroupName');
  if (!textOf(name).startsWith(BY_NAME)) return false;
  return (
    workload.mentions(group, name).has(fn) ||
    (fn.get('FunctionName') !== undefined &&
      group.get('LogGroupName') === `${BY_NAME}${String(fn.get('FunctionName'))}`)
  );
}
