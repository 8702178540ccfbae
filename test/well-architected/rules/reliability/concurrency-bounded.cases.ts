import { CfnParameter } from 'aws-cdk-lib';
import { CfnEventSourceMapping, CfnFunction } from 'aws-cdk-lib/aws-lambda';
import { CfnSubscription } from 'aws-cdk-lib/aws-sns';
import { CfnQueue } from 'aws-cdk-lib/aws-sqs';
import { rules } from 'cdk-nag';
import { concurrencyBounded } from '../../../../src/well-architected/rules/reliability/concurrency-bounded';
import { ofType } from '../../../support/template-graph';
import type { Build, RuleCases } from '../../support/cases';

const mapping =
  (maximumConcurrency?: number, reservedConcurrentExecutions?: number): Build =>
  (stack) => {
    const fn = new CfnFunction(stack, 'Function', { code: { zipFile: '' }, role: 'arn', reservedConcurrentExecutions });
    const scalingConfig = maximumConcurrency === undefined ? undefined : { maximumConcurrency };
    new CfnEventSourceMapping(stack, 'Mapping', {
      functionName: fn.ref,
      eventSourceArn: new CfnQueue(stack, 'Queue').attrArn,
      scalingConfig,
    });
  };

const elsewhere =
  (maximumConcurrency?: number, service = 'sqs'): Build =>
  (stack) => {
    const scalingConfig = maximumConcurrency === undefined ? undefined : { maximumConcurrency };
    new CfnEventSourceMapping(stack, 'Mapping', {
      functionName: 'orders',
      eventSourceArn: `arn:aws:${service}:us-east-1:111111111111:orders`,
      scalingConfig,
    });
  };

const subscribed =
  (reservedConcurrentExecutions?: number): Build =>
  (stack) => {
    const fn = new CfnFunction(stack, 'Function', { code: { zipFile: '' }, role: 'arn', reservedConcurrentExecutions });
    new CfnSubscription(stack, 'Subscription', { topicArn: 'arn', protocol: 'lambda', endpoint: fn.attrArn });
  };

export const cases: RuleCases = {
  rule: concurrencyBounded,
  compliant: {
    'a bound of the queue': mapping(10),
    'a bound of the function': mapping(undefined, 10),
    'a bound of a queue elsewhere': elsewhere(10),
    'a bound of a function behind a topic': subscribed(10),
  },
  failing: {
    'a queue without a bound': { build: mapping(), fails: ['Properties.ScalingConfig.MaximumConcurrency'] },
    'a queue elsewhere without a bound': elsewhere(),
    'a function that is switched off': mapping(undefined, 0),
    'a function behind a topic': { build: subscribed(), fails: ['Properties.ReservedConcurrentExecutions'] },
  },
  notApplicable: {
    'a function that nothing queues': (stack) => {
      new CfnFunction(stack, 'Function', { code: { zipFile: '' }, role: 'arn' });
    },
    'a stream, which its shards bound': elsewhere(undefined, 'kinesis'),
  },
  token: (stack) => {
    mapping()(stack);
    (stack.node.findChild('Function') as CfnFunction).addPropertyOverride(
      'ReservedConcurrentExecutions',
      new CfnParameter(stack, 'Reserved').valueAsString,
    );
  },
  override: {
    state: 'failing',
    build: (stack) => {
      mapping(10)(stack);
      (stack.node.findChild('Mapping') as CfnEventSourceMapping).addPropertyDeletionOverride('ScalingConfig');
    },
  },
  mutation: {
    change: ({ main }) => {
      for (const [, { Properties: properties }] of ofType(main, 'AWS::Lambda::EventSourceMapping')) {
        // The one that takes messages one by one may do so because of its bound.
        if (properties.BatchSize > 1) delete properties.ScalingConfig;
      }
    },
  },
  oracles: [
    {
      name: 'LambdaConcurrency',
      rule: rules.lambda.LambdaConcurrency,
      about: [
        'a bound of the queue',
        'a bound of the function',
        'a bound of a function behind a topic',
        'a queue without a bound',
        'a function that is switched off',
        'a function behind a topic',
      ],
      disagreements: {
        'a bound of the queue':
          'the event source bounds the calls as well, and takes nothing from the other functions of the account',
      },
    },
  ],
};
