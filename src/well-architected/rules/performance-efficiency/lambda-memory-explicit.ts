import { numberOf } from '../../workload/value';
import { isEdgeFunction } from '../support/edge-functions';
import { verify } from '../support/finding';
import type { Rule } from '../support/rule';

const LEAST_MIB = 256;
const MOST_MIB = 3008;

/** Memory decides how much processor a function gets: it is chosen, not left over. */
export const lambdaMemoryExplicit: Rule = {
  name: 'LambdaMemoryExplicit',
  practice: 'PERF02-BP04',
  also: ['COST06-BP02'],
  level: 'info',
  requirement: `Functions say how much memory they get, from ${LEAST_MIB} to ${MOST_MIB} MiB.`,
  why:
    'Memory also sets the share of a processor. With the default of 128 MiB an order waits for its own TLS handshakes; far above the need the same work ' +
    'costs more for nothing.',
  fix: 'Set `memorySize` of the `BusinessFunction` (512 by default); in CloudFormation `MemorySize`. Acknowledge it for a function that was measured.',
  docs: 'https://docs.aws.amazon.com/lambda/latest/dg/configuration-memory.html',
  // CloudFront bounds the memory of functions that run in its own locations.
  check: (workload) =>
    workload
      .ofType('AWS::Lambda::Function')
      .filter((fn) => !isEdgeFunction(workload, fn))
      .map((fn) =>
        verify(fn, 'MemorySize', {
          expected: `from ${LEAST_MIB} to ${MOST_MIB}`,
          holds: (value) => numberOf(value) >= LEAST_MIB && numberOf(value) <= MOST_MIB,
        }),
      ),
};
