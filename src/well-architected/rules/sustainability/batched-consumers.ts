import { watchedMetrics } from '../../workload/queries';
import type { Resource } from '../../workload/resource';
import { isTrue, numberOf, textOf } from '../../workload/value';
import type { Workload } from '../../workload/workload';
import type { Finding } from '../support/finding';
import { assess, verify } from '../support/finding';
import type { Rule } from '../support/rule';

/** Minimum of the service for `MaximumConcurrency`. */
const ONE_BY_ONE = 2;

/** Properties of event source mappings for streams, Kafka topics and queues of other brokers. */
const OTHER_SOURCES = ['StartingPosition', 'Topics', 'Queues', 'SelfManagedEventSource'];

/** Functions process messages in batches. */
export const batchedConsumers: Rule = {
  name: 'BatchedConsumers',
  practice: 'SUS02-BP06',
  also: ['COST09-BP02'],
  level: 'info',
  requirement:
    'A consumer of a queue takes several messages at once, waits a moment for them where the result is not urgent, ' +
    'and reports each failed message.',
  why:
    'One call for each message starts the function ten times as often for the same work. Without reports of single ' +
    'messages one failure repeats the whole batch.',
  fix:
    'Leave `batchSize` of `commerce.addFunction` at its default. In CloudFormation set `BatchSize` above 1, ' +
    '`MaximumBatchingWindowInSeconds` to 1 or more and `FunctionResponseTypes: [ReportBatchItemFailures]` of the ' +
    'event source mapping.',
  docs: 'https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-parameters.html',
  check: (workload) => {
    const awaited = awaitedQueues(workload);
    return workload
      .ofType('AWS::Lambda::EventSourceMapping')
      .filter((source) => readsQueue(workload, source))
      .flatMap((source) => batchFindings(workload, source, awaited));
  },
};

function batchFindings(workload: Workload, source: Resource, awaited: ReadonlySet<Resource | undefined>): Finding[] {
  const single = numberOf(source.get('BatchSize')) === 1;
  if (single && numberOf(source.get('ScalingConfig.MaximumConcurrency')) === ONE_BY_ONE) return [];
  const size = verify(source, 'BatchSize', {
    item: 'BatchSize',
    expected: 'more than 1',
    holds: (value) => value === undefined || numberOf(value) > 1,
  });
  if (single) return [size];
  const queue = workload.follow(source, source.raw('EventSourceArn'));
  const reports = assess(source, 'Properties.FunctionResponseTypes', source.values('FunctionResponseTypes.0'), {
    item: 'ReportBatchItemFailures',
    expected: 'ReportBatchItemFailures',
    holds: (value) => value === 'ReportBatchItemFailures',
  });
  if (isFifo(source, queue) || awaited.has(queue)) return [size, reports];
  const window = 'MaximumBatchingWindowInSeconds';
  return [
    size,
    reports,
    verify(source, window, { item: window, expected: 'at least 1', holds: (value) => numberOf(value) >= 1 }),
  ];
}

function readsQueue(workload: Workload, source: Resource): boolean {
  const arn = source.raw('EventSourceArn');
  const target = workload.follow(source, arn);
  if (target) return target.type === 'AWS::SQS::Queue';
  return (
    arn !== undefined &&
    (/:sqs:/.test(textOf(arn)) ||
      (!/:[a-z]+:/.test(textOf(arn)) && OTHER_SOURCES.every((path) => source.raw(path) === undefined)))
  );
}

/** True for FIFO queues, which do not support a batching window. */
function isFifo(source: Resource, queue: Resource | undefined): boolean {
  return isTrue(queue?.get('FifoQueue')) || /\.fifo$/.test(textOf(source.raw('EventSourceArn')));
}

/** Returns the queues with an alarm on the age of messages. The result of their messages is urgent. */
function awaitedQueues(workload: Workload): Set<Resource | undefined> {
  const metrics = watchedMetrics(workload).filter(({ name }) => name === 'ApproximateAgeOfOldestMessage');
  return new Set(metrics.flatMap(({ alarm, dimensions }) => [...workload.mentions(alarm, dimensions)]));
}
