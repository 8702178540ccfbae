import type { Resource } from '../../workload/resource';
import { numberOf } from '../../workload/value';
import type { Possible } from '../../workload/value';
import type { Workload } from '../../workload/workload';
import { functionOf, queueMappings } from '../support/event-sources';
import type { Finding } from '../support/finding';
import { judge, verifyPresent, worstOf } from '../support/finding';
import { atLeast, redriveValues } from '../support/queues';
import type { Rule } from '../support/rule';

const LEAST_TRIES = 2;
const MOST_TRIES = 10;

/** AWS's advice: Lambda tries again when it is throttled, and meanwhile the messages must not come back. */
const VISIBILITY_FACTOR = 6;

/** What the services take in seconds when nothing is said. */
const DEFAULT_TIMEOUT = 3;
const DEFAULT_VISIBILITY = 30;

/** A fault is tried again a few times, one after the other, and then given up. */
export const retriesBounded: Rule = {
  name: 'RetriesBounded',
  practice: 'REL05-BP03',
  level: 'error',
  requirement:
    'A message is tried two to ten times and is hidden long enough for a call to end, and asynchronous calls say how often and how long they are ' +
    'repeated.',
  why:
    'A message that comes back while it is still worked on is done twice: a customer pays twice. One that is tried for ever keeps functions busy with ' +
    'what cannot succeed.',
  fix:
    "Use `commerce.addFunction`, which derives queue and retries from the function's `timeout`; in CloudFormation `VisibilityTimeout` of six times the " +
    "function's `Timeout` and the batching window, `RedrivePolicy.maxReceiveCount`, and both properties of the `AWS::Lambda::EventInvokeConfig`.",
  docs: 'https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html',
  check: (workload) => [
    ...workload
      .ofType('AWS::SQS::Queue')
      .flatMap((queue) => [...triesFinding(queue), ...visibilityFinding(workload, queue)]),
    ...workload.ofType('AWS::Lambda::EventInvokeConfig').flatMap(invokeFindings),
  ],
};

/** Without a redrive policy there is nothing to count: another rule asks for one. A team may have its reasons for a single try. */
function triesFinding(queue: Resource): Finding[] {
  if (queue.raw('RedrivePolicy') === undefined) return [];
  return [
    judge(queue, 'Properties.RedrivePolicy.maxReceiveCount', redriveValues(queue, 'maxReceiveCount'), {
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

/** How long a queue must hide messages: every combination of what timeout and window may be. */
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

/** What Lambda does by itself is bounded as well: twice more, for up to six hours. */
function invokeFindings(config: Resource): Finding[] {
  return ['MaximumRetryAttempts', 'MaximumEventAgeInSeconds'].map((path) =>
    verifyPresent(config, path, 'set', { item: path, level: 'warning' }),
  );
}
