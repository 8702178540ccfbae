import { numberOf } from '../../workload/value';
import { isEdgeFunction } from '../support/edge-functions';
import { verify } from '../support/finding';
import type { Rule } from '../support/rule';

const LEAST_MIB = 256;
const MOST_MIB = 3008;

/** The memory of a function, which decides its share of a processor, is chosen on purpose. */
export const lambdaMemoryExplicit: Rule = {
  name: 'LambdaMemoryExplicit',
  practice: 'PERF02-BP04',
  also: ['COST06-BP02'],
  level: 'info',
  requirement: `Functions set their memory, from ${LEAST_MIB} to ${MOST_MIB} MiB.`,
  why:
    'Memory also sets the share of a processor. With the default of 128 MiB an order waits for the TLS handshakes of ' +
    'its function. Far too much memory costs more for the same work.',
  fix:
    'Set `memorySize` of the `BusinessFunction` (512 by default); in CloudFormation set `MemorySize`. For a function ' +
    'that was measured, acknowledge the finding.',
  docs: 'https://docs.aws.amazon.com/lambda/latest/dg/configuration-memory.html',
  // CloudFront limits the memory of functions at its edge locations.
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
