import type { Resource } from '../../workload/resource';
import { isTrue } from '../../workload/value';
import type { Workload } from '../../workload/workload';
import { callersOf, eventSources } from '../support/event-sources';
import { bestOf, verifyPresent, worstOf } from '../support/finding';
import type { Finding } from '../support/finding';
import { atLeast, deadLetterSources, isDeadLetterQueue } from '../support/queues';
import type { Rule } from '../support/rule';

const DEFAULT_RETENTION = 345_600;

/** Protocols of subscribers that are programs. A message that a person missed is of no use in a queue. */
const MACHINES = ['sqs', 'lambda', 'http', 'https', 'firehose'];

const SCHEDULES = ['AWS::Events::Rule', 'AWS::Scheduler::Schedule'];

/** Messages that cannot be processed are kept. */
export const deadLetterEverywhere: Rule = {
  name: 'DeadLetterEverywhere',
  practice: 'REL05-BP04',
  level: 'error',
  requirement:
    'Every queue, subscription of a program and function that is called with events has a dead-letter queue or ' +
    'failure destination that keeps messages long enough.',
  why:
    'Without one an order, a payment event or a shipment that failed a few times is lost, and no one notices before ' +
    'the customer asks.',
  fix:
    'Use `commerce.addFunction`, which creates queue, dead-letter queue and alarm. In CloudFormation set ' +
    '`RedrivePolicy` of queues and subscriptions, `DeadLetterConfig` or an `OnFailure` destination of functions, and ' +
    '`MessageRetentionPeriod: 1209600` of the dead-letter queue.',
  docs: 'https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-dead-letter-queues.html',
  check: (workload) => [
    ...workload
      .ofType('AWS::SQS::Queue')
      .flatMap((queue) =>
        isDeadLetterQueue(workload, queue) ? retentionFinding(workload, queue) : [redriveFinding(queue)],
      ),
    ...workload
      .ofType('AWS::SNS::Subscription')
      .filter((subscription) => MACHINES.includes(String(subscription.get('Protocol'))))
      .map(redriveFinding),
    ...workload.ofType('AWS::Lambda::Function').flatMap((fn) => functionFinding(workload, fn)),
  ],
};

function redriveFinding(resource: Resource): Finding {
  const path =
    typeof resource.raw('RedrivePolicy') === 'string' ? 'RedrivePolicy' : 'RedrivePolicy.deadLetterTargetArn';
  return verifyPresent(resource, path, 'a dead-letter queue', { item: 'RedrivePolicy' });
}

/** The age of a message is not reset when it moves to the dead-letter queue, except between FIFO queues. */
function retentionFinding(workload: Workload, queue: Resource): Finding[] {
  const sources = deadLetterSources(workload, queue).filter(
    (source) => source.type === 'AWS::SQS::Queue' && !isTrue(source.get('FifoQueue')),
  );
  return worstOf(
    sources.flatMap((source) => {
      const needs = source
        .values('MessageRetentionPeriod')
        .map(({ known, value }) => ({ known, value: value ?? DEFAULT_RETENTION }));
      return atLeast(queue, 'MessageRetentionPeriod', DEFAULT_RETENTION, needs, 'Retention');
    }),
  );
}

function functionFinding(workload: Workload, fn: Resource): Finding[] {
  const callers = callersOf(workload, fn);
  const configs = callers.filter(({ type }) => type === 'AWS::Lambda::EventInvokeConfig');
  const events = eventSources(workload, fn);
  const called = events.length > 0 || (configs.length > 0 && !callers.some(isSchedule));
  if (!called) return [];
  const kept = bestOf([
    verifyPresent(fn, 'DeadLetterConfig.TargetArn', 'a dead-letter queue or a destination for failures', {
      item: 'DeadLetterConfig',
    }),
    ...configs.map((config) =>
      verifyPresent(config, 'DestinationConfig.OnFailure.Destination', 'a destination for failures', {
        item: 'OnFailure',
      }),
    ),
  ]);
  // The target of this schedule is known only at deployment.
  const mayBeScheduled =
    events.length === 0 &&
    workload.anyOfType(...SCHEDULES).some((source) => isSchedule(source) && workload.references(source).size === 0);
  return [kept.state === 'failing' && mayBeScheduled ? { ...kept, state: 'undetermined' } : kept];
}

/**
 * True for a schedule. Its event carries no data: the next run does the work, and the error alarm of the function
 * reports the failed run.
 */
function isSchedule(caller: Resource): boolean {
  return SCHEDULES.includes(caller.type) && caller.raw('ScheduleExpression') !== undefined;
}
