import { CfnParameter } from 'aws-cdk-lib';
import { CfnRule } from 'aws-cdk-lib/aws-events';
import { CfnEventInvokeConfig, CfnFunction } from 'aws-cdk-lib/aws-lambda';
import { CfnBucket } from 'aws-cdk-lib/aws-s3';
import { CfnSubscription } from 'aws-cdk-lib/aws-sns';
import { CfnQueue } from 'aws-cdk-lib/aws-sqs';
import { rules } from 'cdk-nag';
import { deadLetterEverywhere } from '../../../../src/well-architected/rules/reliability/dead-letter-everywhere';
import { ofType } from '../../../support/template-graph';
import type { Build, RuleCases } from '../../support/cases';

const redriven =
  (retention?: number, deadRetention?: number, fifoQueue?: boolean): Build =>
  (stack) => {
    const dead = new CfnQueue(stack, 'Dead', { messageRetentionPeriod: deadRetention, fifoQueue });
    const redrivePolicy = { deadLetterTargetArn: dead.attrArn, maxReceiveCount: 5 };
    new CfnQueue(stack, 'Queue', { messageRetentionPeriod: retention, fifoQueue, redrivePolicy });
  };

const subscribed =
  (protocol: string, redrivePolicy?: object): Build =>
  (stack) => {
    new CfnSubscription(stack, 'Subscription', {
      topicArn: 'arn',
      protocol,
      endpoint: 'arn:aws:sqs:us-east-1:111111111111:orders',
      redrivePolicy,
    });
  };

interface Options {
  readonly targetArn?: string;
  readonly destination?: string;
  readonly schedule?: string;
}

/** A function that is called with events. */
const called =
  ({ targetArn, destination, schedule }: Options): Build =>
  (stack) => {
    const fn = new CfnFunction(stack, 'Function', {
      code: { zipFile: '' },
      role: 'arn',
      deadLetterConfig: targetArn === undefined ? undefined : { targetArn },
    });
    const eventPattern = schedule === undefined ? { source: ['shop'] } : undefined;
    new CfnRule(stack, 'Rule', { eventPattern, scheduleExpression: schedule, targets: [{ id: 't', arn: fn.attrArn }] });
    if (destination !== undefined) {
      new CfnEventInvokeConfig(stack, 'Config', {
        functionName: fn.ref,
        qualifier: '$LATEST',
        destinationConfig: { onFailure: { destination } },
      });
    }
  };

const configured =
  (destination?: string): Build =>
  (stack) => {
    const fn = new CfnFunction(stack, 'Function', { code: { zipFile: '' }, role: 'arn' });
    const destinationConfig = destination === undefined ? undefined : { onFailure: { destination } };
    new CfnEventInvokeConfig(stack, 'Config', { functionName: fn.ref, qualifier: '$LATEST', destinationConfig });
  };

/** A queue that is the dead-letter queue of another resource. */
const deadLettersOf =
  (make: (...build: [...Parameters<Build>, string]) => unknown): Build =>
  (stack) => {
    redriven()(stack);
    make(stack, new CfnQueue(stack, 'Kept', {}).attrArn);
  };

export const cases: RuleCases = {
  rule: deadLetterEverywhere,
  compliant: {
    'a queue with its dead letters': redriven(1_209_600, 1_209_600),
    'the default retention of the services': redriven(),
    'queues in order, which count anew': redriven(1_209_600, 345_600, true),
    'a policy as text': (stack) => {
      new CfnQueue(stack, 'Queue').addPropertyOverride(
        'RedrivePolicy',
        '{"deadLetterTargetArn":"arn","maxReceiveCount":"3"}',
      );
    },
    'a queue named by its ARN': (stack) => {
      new CfnQueue(stack, 'Dead', { queueName: 'dead' });
      new CfnQueue(stack, 'Queue', {
        redrivePolicy: { deadLetterTargetArn: 'arn:aws:sqs:us-east-1:111111111111:dead', maxReceiveCount: 5 },
      });
    },
    'a queue for the dead letters of a subscription': deadLettersOf((stack, deadLetterTargetArn) =>
      subscribed('sqs', { deadLetterTargetArn })(stack),
    ),
    'a queue for the dead letters of a function': deadLettersOf((stack, targetArn) => called({ targetArn })(stack)),
    'a queue for the failures of a function': deadLettersOf((stack, destination) => called({ destination })(stack)),
    'a queue for the dead letters of a rule': deadLettersOf(
      (stack, arn) =>
        new CfnRule(stack, 'Rule', {
          scheduleExpression: 'rate(1 day)',
          targets: [{ id: 't', arn: 'arn:aws:lambda:us-east-1:111111111111:function:f', deadLetterConfig: { arn } }],
        }),
    ),
    'a queue for the dead letters of others': (stack) => {
      redriven()(stack);
      new CfnQueue(stack, 'Kept', { redriveAllowPolicy: { redrivePermission: 'allowAll' } });
    },
    'a subscription with its dead letters': subscribed('https', { deadLetterTargetArn: 'arn' }),
    'a function with its dead letters': called({ targetArn: 'arn' }),
    'a function with a destination': called({ destination: 'arn' }),
    'a destination of a function': configured('arn'),
  },
  failing: {
    'a queue that forgets': {
      build: (stack) => {
        new CfnQueue(stack, 'Queue');
      },
      fails: ['RedrivePolicy'],
    },
    'a queue whose letters may not be dead': (stack) => {
      new CfnQueue(stack, 'Queue', { redriveAllowPolicy: { redrivePermission: 'denyAll' } });
    },
    'dead letters that expire first': { build: redriven(1_209_600, 345_600), fails: ['Retention'] },
    'dead letters that expire first by default': { build: redriven(1_209_600), fails: ['Retention'] },
    'a subscription that forgets': { build: subscribed('sqs'), fails: ['RedrivePolicy'] },
    'a function that forgets': { build: called({}), fails: ['DeadLetterConfig'] },
    'a function that loses events of a topic': (stack) => {
      const fn = new CfnFunction(stack, 'Function', { code: { zipFile: '' }, role: 'arn' });
      new CfnSubscription(stack, 'Subscription', {
        topicArn: 'arn',
        protocol: 'lambda',
        endpoint: fn.attrArn,
        redrivePolicy: { deadLetterTargetArn: 'arn' },
      });
    },
    'a function without a destination': { build: configured(), fails: ['DeadLetterConfig'] },
  },
  notApplicable: {
    'a bucket': (stack) => {
      new CfnBucket(stack, 'Bucket');
    },
    'a queue for the dead letters of another app': (stack) => {
      new CfnQueue(stack, 'OrdersDlq');
    },
    'a queue that is named so': (stack) => {
      new CfnQueue(stack, 'Queue', { queueName: 'orders-dead-letter' });
    },
    'a mail to a person': subscribed('email'),
    'a function without event sources': (stack) => {
      new CfnFunction(stack, 'Function', { code: { zipFile: '' }, role: 'arn' });
    },
    'a function on a schedule': called({ schedule: 'rate(1 minute)' }),
  },
  token: (stack) => {
    const parameter = (id: string) => new CfnParameter(stack, id).valueAsString;
    new CfnQueue(stack, 'Orders', { redrivePolicy: { deadLetterTargetArn: parameter('Target'), maxReceiveCount: 5 } });
    new CfnSubscription(stack, 'Subscription', {
      topicArn: 'arn',
      protocol: 'sqs',
      redrivePolicy: { deadLetterTargetArn: parameter('Letters') },
    });
    redriven(new CfnParameter(stack, 'Retention', { type: 'Number' }).valueAsNumber, 345_600)(stack);
    const fn = new CfnFunction(stack, 'Function', { code: { zipFile: '' }, role: 'arn' });
    new CfnEventInvokeConfig(stack, 'Config', { functionName: fn.ref, qualifier: '$LATEST' });
    new CfnRule(stack, 'Rule', { scheduleExpression: 'rate(1 day)', targets: [{ id: 't', arn: parameter('Called') }] });
  },
  override: {
    state: 'failing',
    build: (stack) => {
      redriven()(stack);
      (stack.node.findChild('Queue') as CfnQueue).addPropertyOverride('MessageRetentionPeriod', 1_209_600);
    },
  },
  mutation: {
    change: ({ main }) => {
      for (const [, { Properties: properties }] of ofType(main, 'AWS::SNS::Subscription')) {
        delete properties.RedrivePolicy;
      }
    },
  },
  oracles: [
    {
      name: 'SQSQueueDLQ',
      rule: rules.sqs.SQSQueueDLQ,
      about: [
        'a queue with its dead letters',
        'the default retention of the services',
        'a queue named by its ARN',
        'a queue for the dead letters of a subscription',
        'a queue for the dead letters of a function',
        'a queue for the failures of a function',
        'a queue for the dead letters of a rule',
        'a queue for the dead letters of others',
        'a queue that forgets',
        'a queue whose letters may not be dead',
      ],
      disagreements: {
        'a queue for the dead letters of a subscription':
          'topics have dead letters too, and their queue needs no further queue',
        'a queue for the failures of a function': 'a destination for failures is where dead letters end',
        'a queue for the dead letters of a rule': 'rules have dead letters, too',
        'a queue for the dead letters of others':
          'a queue that admits sources by its redrive allow policy is a dead-letter queue',
      },
    },
    {
      name: 'SNSRedrivePolicy',
      rule: rules.sns.SNSRedrivePolicy,
      about: ['a subscription with its dead letters', 'a subscription that forgets'],
    },
    {
      name: 'LambdaAsyncFailureDestination',
      rule: rules.lambda.LambdaAsyncFailureDestination,
      about: ['a function with a destination', 'a destination of a function', 'a function without a destination'],
    },
    {
      name: 'LambdaDLQ',
      rule: rules.lambda.LambdaDLQ,
      about: [
        'a function with its dead letters',
        'a function with a destination',
        'a function that forgets',
        'a function that loses events of a topic',
      ],
      disagreements: {
        'a function with a destination': 'a destination keeps the event as well, and the error with it',
      },
    },
  ],
};
