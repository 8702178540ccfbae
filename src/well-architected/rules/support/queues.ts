import { agreed, found, judge } from './finding';
import type { Finding } from './finding';
import type { Resource } from '../../workload/resource';
import { isRecord, numberOf, possibleValues, textOf } from '../../workload/value';
import type { Possible } from '../../workload/value';
import type { Workload } from '../../workload/workload';

/** Where queues, topics, functions and events say what becomes of a message that nobody could deal with. */
const DEAD_LETTER_PROPERTIES = ['deadLetterTargetArn', 'RedrivePolicy', 'DeadLetterConfig', 'OnFailure'];

/** How people call them: what sends there may be another app. */
const DEAD_LETTER_NAME = /dlq|dead[-_]?letter/i;

/** Everything in the app whose dead letters end in this queue. */
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

/** Whether it is itself where dead letters end; one that says which queues may use it says that of itself. */
export function isDeadLetterQueue(workload: Workload, queue: Resource): boolean {
  const allowed = queue.raw('RedriveAllowPolicy');
  if (allowed !== undefined) return !/denyAll/.test(JSON.stringify(allowed));
  return (
    DEAD_LETTER_NAME.test(queue.path) ||
    DEAD_LETTER_NAME.test(textOf(queue.raw('QueueName'))) ||
    deadLetterSources(workload, queue).length > 0
  );
}

/** A number of a redrive policy, which may be written as text. */
export function redriveValues(resource: Resource, key: string): Possible[] {
  return resource.values('RedrivePolicy').flatMap((possible) => {
    if (!possible.known) return possible;
    const policy = typeof possible.value === 'string' ? parsed(possible.value) : possible.value;
    return possibleValues(resource.template, isRecord(policy) ? policy[key] : undefined);
  });
}

/** Whether a time of a queue is at least as long as what something else needs, each of which may be unknown. */
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
      return judge(queue, `Properties.${path}`, queue.values(path), { expected, holds, item });
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
