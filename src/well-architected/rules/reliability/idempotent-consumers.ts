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
 * A message that is delivered twice has an effect only once. Most functions ensure that in their code, and the shop's
 * functions store the ids of processed messages in the database. No template shows that. So only functions with a mark
 * are assessed: a FIFO queue as the source, or variables and tables for idempotency.
 */
export const idempotentConsumers: Rule = {
  name: 'IdempotentConsumers',
  practice: 'REL04-BP04',
  level: 'info',
  requirement: 'Functions that process each message of a queue only once are not configured to stop doing so.',
  why:
    'A queue delivers a message again after a timeout or a fault. Without idempotency a customer pays twice, gets ' +
    'two parcels or the same mail again.',
  fix:
    'Remove the variable `POWERTOOLS_IDEMPOTENCY_DISABLED`, which is for tests, from `commerce.environment` or from ' +
    '`environment` of the function. In CloudFormation change `Environment.Variables`.',
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
