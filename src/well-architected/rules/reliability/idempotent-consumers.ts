import type { Resource } from '../../workload/resource';
import { isRecord, isTrue } from '../../workload/value';
import type { Workload } from '../../workload/workload';
import { functionOf, queueMappings } from '../support/event-sources';
import { verify } from '../support/finding';
import type { Rule } from '../support/rule';

const MARK = /idempoten/i;
const SWITCH = 'POWERTOOLS_IDEMPOTENCY_DISABLED';
const TRUE = ['1', 'true', 't', 'yes', 'y', 'on'];

/**
 * What comes twice is done once. How a function does this is its code, and the shop's own functions keep the ids of what they have done in the
 * database, which no template shows. So only those that carry a mark are judged: a FIFO queue in front, or variables and tables for idempotency.
 */
export const idempotentConsumers: Rule = {
  name: 'IdempotentConsumers',
  practice: 'REL04-BP04',
  level: 'info',
  requirement: 'Consumers of queues that are made to do the same message only once have not been told to stop that.',
  why: 'A queue delivers a message again after a timeout or a fault. Then a customer pays twice, gets two parcels or the same mail again.',
  fix:
    "Remove the variable `POWERTOOLS_IDEMPOTENCY_DISABLED` from `commerce.environment` or the function's `environment`; it is for tests. In " +
    'CloudFormation `Environment.Variables`.',
  docs: 'https://docs.aws.amazon.com/powertools/typescript/latest/features/idempotency/',
  check: (workload) =>
    consumers(workload).map((fn) =>
      verify(fn, `Environment.Variables.${SWITCH}`, { expected: 'not set', holds: (value) => !isOn(value) }),
    ),
};

function consumers(workload: Workload): Resource[] {
  const mappings = queueMappings(workload, workload.anyOfType('AWS::Lambda::EventSourceMapping'));
  return workload.ofType('AWS::Lambda::Function').filter((fn) => {
    const own = mappings.filter(({ mapping }) => functionOf(workload, mapping, mapping.raw('FunctionName')) === fn);
    return own.length > 0 && (isMarked(workload, fn) || own.some(({ queue }) => isTrue(queue?.get('FifoQueue'))));
  });
}

function isMarked(workload: Workload, fn: Resource): boolean {
  const variables = fn.raw('Environment.Variables');
  if (!isRecord(variables)) return false;
  const tables = [...workload.mentions(fn, variables)].filter(({ type }) =>
    /^AWS::DynamoDB::(Global)?Table$/.test(type),
  );
  return Object.keys(variables).some((name) => MARK.test(name)) || tables.some(({ path }) => MARK.test(path));
}

function isOn(value: unknown): boolean {
  return TRUE.includes(String(value).toLowerCase());
}
