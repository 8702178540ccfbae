import { watchedMetrics } from '../../workload/queries';
import type { Resource } from '../../workload/resource';
import { isTrue, numberOf, textOf } from '../../workload/value';
import type { Workload } from '../../workload/workload';
import type { Finding } from '../support/finding';
import { judge, verify } from '../support/finding';
import type { Rule } from '../support/rule';

/** The least that the service accepts for `MaximumConcurrency`. */
const ONE_BY_ONE = 2;

/** What streams, topics of Kafka and queues of other brokers are read by. */
const OTHER_SOURCES = ['StartingPosition', 'Topics', 'Queues', 'SelfManagedEventSource'];

/** Functions take messages in batches. */
export const batchedConsumers: Rule = {
  name: 'BatchedConsumers',
  practice: 'SUS02-BP06',
  also: ['COST09-BP02'],
  level: 'info',
  requirement:
    'A function that empties a queue takes several messages at once, waits a moment for them where nobody waits for the result, and reports failed messages one by one.',
  why: 'One call for each message starts the function ten times as often for the same work; without partial reports one bad message brings the whole batch back.',
  fix:
    'Leave `batchSize` of `commerce.addFunction` at its default; in CloudFormation `BatchSize` above 1, `MaximumBatchingWindowInSeconds` of 1 or more and ' +
    '`FunctionResponseTypes: [ReportBatchItemFailures]` of the event source mapping.',
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
  const reports = judge(source, 'Properties.FunctionResponseTypes', source.values('FunctionResponseTypes.0'), {
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

/** A batching window does not exist for these. */
function isFifo(source: Resource, queue: Resource | undefined): boolean {
  return isTrue(queue?.get('FifoQueue')) || /\.fifo$/.test(textOf(source.raw('EventSourceArn')));
}

/** Whoever sets an alarm on how long messages wait has somebody who waits for them. */
function awaitedQueues(workload: Workload): Set<Resource | undefined> {
  const metrics = watchedMetrics(workload).filter(({ name }) => name === 'ApproximateAgeOfOldestMessage');
  return new Set(metrics.flatMap(({ alarm, dimensions }) => [...workload.mentions(alarm, dimensions)]));
}
