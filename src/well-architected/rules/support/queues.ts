import { agreed, found, assess } from './finding';
import type { Finding } from './finding';
import type { Resource } from '../../workload/resource';
import { isRecord, numberOf, possibleValues, textOf } from '../../workload/value';
import type { Possible } from '../../workload/value';
import type { Workload } from '../../workload/workload';

/**
 * Properties in which queues, topics, functions and events name the target for messages that could not be processed.
 */
const DEAD_LETTER_PROPERTIES = ['deadLetterTargetArn', 'RedrivePolicy', 'DeadLetterConfig', 'OnFailure'];

/** Common names of dead-letter queues, for queues whose source is in another app. */
const DEAD_LETTER_NAME = /dlq|dead[-_]?letter/i;

/**
 * Returns every resource of the app whose dead-letter queue this is.
 *
 * @param workload - sources in related stacks are included
 */
export function deadLetterSources(workload: Workload, queue: Resource): Resource[] {
  const name = queue.get('QueueName');
  const byName =
    typeof name === 'string'
      ? workload
          .anyOfType('AWS::SQS::Queue', 'AWS::SNS::Subscription')
          .filter((source) => textOf(redriveTarget(source)).endsWith(`:${name}`))
      : [];
  const byReference = [...workload.referrers(queue)].filter((source) =>
    deadLetterValues(source.properties).some((value) => workload.mentions(source, value).has(queue)),
  );
  return [...new Set([...byReference, ...byName])];
}

/** True for a dead-letter queue. A queue that names the queues that may use it is one. */
export function isDeadLetterQueue(workload: Workload, queue: Resource): boolean {
  const allowed = queue.raw('RedriveAllowPolicy');
  if (allowed !== undefined) return !/denyAll/.test(JSON.stringify(allowed));
  return (
    DEAD_LETTER_NAME.test(queue.path) ||
    DEAD_LETTER_NAME.test(textOf(queue.raw('QueueName'))) ||
    deadLetterSources(workload, queue).length > 0
  );
}

/**
 * Returns the possible values of a redrive policy's property. The policy may be text.
 *
 * @param key - `maxReceiveCount` or `deadLetterTargetArn`
 */
export function redriveValues(resource: Resource, key: string): Possible[] {
  return resource.values('RedrivePolicy').flatMap((possible) => {
    if (!possible.known) return possible;
    const policy = typeof possible.value === 'string' ? parsed(possible.value) : possible.value;
    return possibleValues(resource.template, isRecord(policy) ? policy[key] : undefined);
  });
}

/**
 * Checks that a duration of a queue is at least as long as another resource needs. Either may be unknown.
 *
 * @param fallback - duration in seconds where the queue sets none
 * @param needs - alternatives for the needed duration, in seconds
 */
export function atLeast(
  queue: Resource,
  path: string,
  fallback: number,
  needs: readonly Possible[],
  item: string,
): Finding[] {
  return agreed(
    needs.map(({ known, value: need }) => {
      const expected = `at least ${known ? String(need) : 'an unknown number of'} seconds`;
      if (!known) {
        return found(queue, 'undetermined', expected, textOf(queue.raw(path) ?? fallback), {
          property: `Properties.${path}`,
          item,
        });
      }
      const holds = (value: unknown) => numberOf(value ?? fallback) >= numberOf(need);
      return assess(queue, `Properties.${path}`, queue.values(path), { expected, holds, item });
    }),
  );
}

function redriveTarget(resource: Resource): unknown {
  const [first] = redriveValues(resource, 'deadLetterTargetArn');
  return first?.value;
}

function deadLetterValues(value: unknown): unknown[] {
  if (Array.isArray(value)) return value.flatMap(deadLetterValues);
  if (!isRecord(value)) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    DEAD_LETTER_PROPERTIES.includes(key) ? [inner] : deadLetterValues(inner),
  );
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
