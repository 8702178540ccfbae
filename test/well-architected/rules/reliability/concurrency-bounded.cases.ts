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
    'a limit of the queue': mapping(10),
    'a limit of the function': mapping(undefined, 10),
    'a limit of a queue elsewhere': elsewhere(10),
    'a limit of a function behind a topic': subscribed(10),
  },
  failing: {
    'a queue without a limit': { build: mapping(), fails: ['Properties.ScalingConfig.MaximumConcurrency'] },
    'a queue elsewhere without a limit': elsewhere(),
    'a function that is switched off': mapping(undefined, 0),
    'a function behind a topic': { build: subscribed(), fails: ['Properties.ReservedConcurrentExecutions'] },
  },
  notApplicable: {
    'a function without a queue': (stack) => {
      new CfnFunction(stack, 'Function', { code: { zipFile: '' }, role: 'arn' });
    },
    'a stream, which its shards limit': elsewhere(undefined, 'kinesis'),
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
        // The consumer with batches of one may have them because of its limit.
        if (properties.BatchSize > 1) delete properties.ScalingConfig;
      }
    },
  },
  oracles: [
    {
      name: 'LambdaConcurrency',
      rule: rules.lambda.LambdaConcurrency,
      about: [
        'a limit of the queue',
        'a limit of the function',
        'a limit of a function behind a topic',
        'a queue without a limit',
        'a function that is switched off',
        'a function behind a topic',
      ],
      disagreements: {
        'a limit of the queue':
          'the event source also limits the calls, and leaves the other functions of the account unaffected',
      },
    },
  ],
};
