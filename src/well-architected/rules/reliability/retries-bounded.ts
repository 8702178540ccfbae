import type { Resource } from '../../workload/resource';
import { numberOf } from '../../workload/value';
import type { Possible } from '../../workload/value';
import type { Workload } from '../../workload/workload';
import { functionOf, queueMappings } from '../support/event-sources';
import type { Finding } from '../support/finding';
import { assess, verifyPresent, worstOf } from '../support/finding';
import { atLeast, redriveValues } from '../support/queues';
import type { Rule } from '../support/rule';

const LEAST_TRIES = 2;
const MOST_TRIES = 10;

/** Recommended by AWS: Lambda retries when it is throttled, and the messages must stay hidden meanwhile. */
const VISIBILITY_FACTOR = 6;

/** Defaults of the services, in seconds. */
const DEFAULT_TIMEOUT = 3;
const DEFAULT_VISIBILITY = 30;

/** A failed message is retried a limited number of times. */
export const retriesBounded: Rule = {
  name: 'RetriesBounded',
  practice: 'REL05-BP03',
  level: 'error',
  requirement:
    'A message is tried two to ten times and stays hidden until a call can end, and asynchronous calls have limits ' +
    'for attempts and age.',
  why:
    'A message that becomes visible while it is processed is processed twice: a customer pays twice. A message that ' +
    'is retried forever keeps functions busy without success.',
  fix:
    'Use `commerce.addFunction`, which derives queue and retries from the `timeout` of the function. In ' +
    'CloudFormation set `VisibilityTimeout` to six times the `Timeout` of the function plus the batching window, set ' +
    '`RedrivePolicy.maxReceiveCount`, and set both properties of the `AWS::Lambda::EventInvokeConfig`.',
  docs: 'https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html',
  check: (workload) => [
    ...workload
      .ofType('AWS::SQS::Queue')
      .flatMap((queue) => [...triesFinding(queue), ...visibilityFinding(workload, queue)]),
    ...workload.ofType('AWS::Lambda::EventInvokeConfig').flatMap(invokeFindings),
  ],
};

/**
 * A queue without a redrive policy is left to another rule. A warning, because a team may have a reason for a single
 * attempt.
 */
function triesFinding(queue: Resource): Finding[] {
  if (queue.raw('RedrivePolicy') === undefined) return [];
  return [
    assess(queue, 'Properties.RedrivePolicy.maxReceiveCount', redriveValues(queue, 'maxReceiveCount'), {
      expected: `${LEAST_TRIES} to ${MOST_TRIES}`,
      holds: (value) => numberOf(value) >= LEAST_TRIES && numberOf(value) <= MOST_TRIES,
      item: 'MaxReceiveCount',
      level: 'warning',
    }),
  ];
}

function visibilityFinding(workload: Workload, queue: Resource): Finding[] {
  const mappings = queueMappings(workload, workload.anyOfType('AWS::Lambda::EventSourceMapping')).filter(
    (source) => source.queue === queue,
  );
  return worstOf(
    mappings.flatMap(({ mapping }) =>
      atLeast(queue, 'VisibilityTimeout', DEFAULT_VISIBILITY, needs(workload, mapping), 'VisibilityTimeout'),
    ),
  );
}

/**
 * Returns for how many seconds a queue must hide messages: one value for each combination of possible timeouts and
 * windows.
 */
function needs(workload: Workload, mapping: Resource): Possible[] {
  const fn = functionOf(workload, mapping, mapping.raw('FunctionName'));
  if (!fn) return [];
  const windows = mapping.values('MaximumBatchingWindowInSeconds');
  return fn.values('Timeout').flatMap((timeout) =>
    windows.map((window) => ({
      known: timeout.known && window.known,
      value: VISIBILITY_FACTOR * numberOf(timeout.value ?? DEFAULT_TIMEOUT) + numberOf(window.value ?? 0),
    })),
  );
}

/** Lambda's retries of asynchronous calls also need a limit. The default is two retries within six hours. */
function invokeFindings(config: Resource): Finding[] {
  return ['MaximumRetryAttempts', 'MaximumEventAgeInSeconds'].map((path) =>
    verifyPresent(config, path, 'set', { item: path, level: 'warning' }),
  );
}
