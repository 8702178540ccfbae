import type { Resource } from '../../workload/resource';
import { isRecord } from '../../workload/value';
import { verify } from '../support/finding';
import type { Rule } from '../support/rule';
import { servingFunctions } from '../support/serving-functions';

/**
 * Prefixes of variables of OpenTelemetry, Datadog, New Relic and Dynatrace. A function with one of them is traced
 * there.
 */
const OTHER_TRACERS = /^(OTEL|DD|NEW_RELIC|DT)_/;

/** A slow order can be followed through all functions. */
export const lambdaTracingActive: Rule = {
  name: 'LambdaTracingActive',
  practice: 'OPS04-BP05',
  also: ['REL06-BP07'],
  level: 'error',
  requirement: 'Functions record traces with AWS X-Ray.',
  why:
    'An order passes through a queue, functions, a database and mail. Without traces no one can tell which step ' +
    'caused the delay that a customer complains about.',
  fix:
    'The functions of `EcommerceArchitecture` do this. In CloudFormation set `TracingConfig: { Mode: Active }` and ' +
    'allow the actions of `AWSXRayDaemonWriteAccess`; in CDK `tracing: Tracing.ACTIVE` adds them.',
  docs: 'https://docs.aws.amazon.com/lambda/latest/dg/services-xray.html',
  check: (workload) =>
    servingFunctions(workload)
      .filter((fn) => !isTracedElsewhere(fn))
      .map((fn) => verify(fn, 'TracingConfig.Mode', { expected: 'Active', holds: (mode) => mode === 'Active' })),
};

function isTracedElsewhere(fn: Resource): boolean {
  const variables = fn.raw('Environment.Variables');
  return isRecord(variables) && Object.keys(variables).some((name) => OTHER_TRACERS.test(name));
}
