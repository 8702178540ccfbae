import { CfnParameter } from 'aws-cdk-lib';
import { CfnAlarm } from 'aws-cdk-lib/aws-cloudwatch';
import { CfnEventSourceMapping } from 'aws-cdk-lib/aws-lambda';
import { CfnBucket } from 'aws-cdk-lib/aws-s3';
import { CfnQueue } from 'aws-cdk-lib/aws-sqs';
import { batchedConsumers } from '../../../../src/well-architected/rules/sustainability/batched-consumers';
import { ofType } from '../../../support/template-graph';
import type { Build, RuleCases } from '../../support/cases';

type Source = Partial<ConstructorParameters<typeof CfnEventSourceMapping>[2]>;

const BATCHED: Source = { maximumBatchingWindowInSeconds: 5, functionResponseTypes: ['ReportBatchItemFailures'] };

const consumer =
  (props: Source, arn?: string): Build =>
  (stack) => {
    const eventSourceArn = arn ?? new CfnQueue(stack, 'Queue').attrArn;
    new CfnEventSourceMapping(stack, 'Source', { functionName: 'orders', eventSourceArn, ...props });
  };

const SQS = 'arn:aws:sqs:eu-west-1:111111111111:orders';

export const cases: RuleCases = {
  rule: batchedConsumers,
  compliant: {
    'ten at once by default': consumer(BATCHED),
    'a hundred at once': consumer({ ...BATCHED, batchSize: 100 }),
    'a queue that is brought along': consumer(BATCHED, SQS),
    'a queue in order, which has no window': consumer(
      { functionResponseTypes: ['ReportBatchItemFailures'] },
      `${SQS}.fifo`,
    ),
    'a queue of the app in order': (stack) => {
      const { attrArn } = new CfnQueue(stack, 'Orders', { fifoQueue: true });
      consumer({ functionResponseTypes: ['ReportBatchItemFailures'] }, attrArn)(stack);
    },
    'a queue with an alarm on its age': (stack) => {
      const { attrArn, attrQueueName } = new CfnQueue(stack, 'Orders');
      consumer({ functionResponseTypes: ['ReportBatchItemFailures'] }, attrArn)(stack);
      new CfnAlarm(stack, 'Age', {
        namespace: 'AWS/SQS',
        metricName: 'ApproximateAgeOfOldestMessage',
        dimensions: [{ name: 'QueueName', value: attrQueueName }],
        comparisonOperator: 'GreaterThanThreshold',
        evaluationPeriods: 1,
      });
    },
  },
  failing: {
    'one by one': { build: consumer({ ...BATCHED, batchSize: 1 }), fails: ['BatchSize'] },
    'one by one from a queue that is brought along': { build: consumer({ batchSize: 1 }, SQS), fails: ['BatchSize'] },
    'no moment to wait': {
      build: consumer({ ...BATCHED, maximumBatchingWindowInSeconds: 0 }),
      fails: ['MaximumBatchingWindowInSeconds'],
    },
    'a batch that fails as a whole': {
      build: consumer({ maximumBatchingWindowInSeconds: 1 }),
      fails: ['ReportBatchItemFailures'],
    },
    'nothing of it': {
      build: consumer({ batchSize: 5 }),
      fails: ['MaximumBatchingWindowInSeconds', 'ReportBatchItemFailures'],
    },
  },
  notApplicable: {
    'a bucket': (stack) => {
      new CfnBucket(stack, 'Bucket');
    },
    'a stream': consumer(
      { batchSize: 1, startingPosition: 'LATEST' },
      'arn:aws:kinesis:eu-west-1:111111111111:stream/clicks',
    ),
    'an imported stream': (stack) => {
      consumer({ batchSize: 1, startingPosition: 'LATEST' }, new CfnParameter(stack, 'Stream').valueAsString)(stack);
    },
    'a job that is done one by one': consumer({ batchSize: 1, scalingConfig: { maximumConcurrency: 2 } }),
    'another broker': consumer({ selfManagedEventSource: {} }, ''),
  },
  token: (stack) => {
    consumer(BATCHED, new CfnParameter(stack, 'Orders').valueAsString)(stack);
    (stack.node.findChild('Source') as CfnEventSourceMapping).addPropertyOverride(
      'BatchSize',
      new CfnParameter(stack, 'Size').valueAsString,
    );
  },
  override: {
    state: 'failing',
    build: (stack) => {
      consumer(BATCHED)(stack);
      (stack.node.findChild('Source') as CfnEventSourceMapping).addPropertyOverride('BatchSize', '1');
    },
  },
  mutation: {
    change: ({ main }) => {
      for (const [, { Properties: properties }] of ofType(main, 'AWS::Lambda::EventSourceMapping')) {
        delete properties.MaximumBatchingWindowInSeconds;
      }
    },
  },
};
