import { CfnCondition, CfnParameter, Fn, Token } from 'aws-cdk-lib';
import { CfnAlias, CfnEventInvokeConfig, CfnEventSourceMapping, CfnFunction } from 'aws-cdk-lib/aws-lambda';
import { CfnBucket } from 'aws-cdk-lib/aws-s3';
import { CfnQueue } from 'aws-cdk-lib/aws-sqs';
import { rules } from 'cdk-nag';
import { retriesBounded } from '../../../../src/well-architected/rules/reliability/retries-bounded';
import type { Build, RuleCases } from '../../support/cases';

const redriven =
  (maxReceiveCount: unknown): Build =>
  (stack) => {
    new CfnQueue(stack, 'Queue', {
      redrivePolicy: { deadLetterTargetArn: 'arn:aws:sqs:us-east-1:111111111111:dead', maxReceiveCount },
    });
  };

const asText =
  (policy: string): Build =>
  (stack) => {
    new CfnQueue(stack, 'Queue').addPropertyOverride('RedrivePolicy', policy);
  };

interface Times {
  readonly visibility?: number;
  readonly timeout?: number;
  readonly window?: number;
  readonly byAlias?: boolean;
}

const consumed =
  ({ visibility, timeout, window, byAlias }: Times): Build =>
  (stack) => {
    const queue = new CfnQueue(stack, 'Queue', { visibilityTimeout: visibility });
    const fn = new CfnFunction(stack, 'Function', { code: { zipFile: '' }, role: 'arn', timeout });
    const target = byAlias
      ? new CfnAlias(stack, 'Alias', { functionName: fn.ref, functionVersion: '1', name: 'live' })
      : fn;
    new CfnEventSourceMapping(stack, 'Mapping', {
      functionName: target.ref,
      eventSourceArn: queue.attrArn,
      maximumBatchingWindowInSeconds: window,
    });
  };

const invoked =
  (maximumRetryAttempts?: number, maximumEventAgeInSeconds?: number): Build =>
  (stack) => {
    new CfnEventInvokeConfig(stack, 'Config', {
      functionName: 'fn',
      qualifier: '$LATEST',
      maximumRetryAttempts,
      maximumEventAgeInSeconds,
    });
  };

export const cases: RuleCases = {
  rule: retriesBounded,
  compliant: {
    'five tries': redriven(5),
    'tries as text': redriven('10'),
    'a policy as text': asText('{"deadLetterTargetArn":"arn","maxReceiveCount":"3"}'),
    'messages hidden long enough': consumed({ visibility: 180, timeout: 30 }),
    'messages hidden long enough for a window': consumed({ visibility: 185, timeout: 30, window: 5 }),
    'the defaults of the services': consumed({}),
    'asynchronous calls with bounds': invoked(0, 60),
  },
  failing: {
    'one try': { build: redriven(1), fails: ['MaxReceiveCount'] },
    'tries without end': { build: redriven(1000), fails: ['MaxReceiveCount'] },
    'a policy that does not count': { build: redriven(undefined), fails: ['MaxReceiveCount'] },
    'a policy as broken text': asText('{'),
    'messages that come back early': { build: consumed({ visibility: 60, timeout: 30 }), fails: ['VisibilityTimeout'] },
    'messages that come back early by default': { build: consumed({ timeout: 10 }), fails: ['VisibilityTimeout'] },
    'a window that was forgotten': {
      build: consumed({ visibility: 180, timeout: 30, window: 5 }),
      fails: ['VisibilityTimeout'],
    },
    'messages that come back early from an alias': consumed({ visibility: 60, timeout: 30, byAlias: true }),
    'asynchronous calls without the settings': {
      build: invoked(),
      fails: ['MaximumRetryAttempts', 'MaximumEventAgeInSeconds'],
    },
    'asynchronous calls that do not age': { build: invoked(1), fails: ['MaximumEventAgeInSeconds'] },
  },
  notApplicable: {
    'a bucket': (stack) => {
      new CfnBucket(stack, 'Bucket');
    },
    'a queue without a consumer here': (stack) => {
      new CfnQueue(stack, 'Queue');
    },
    'a function elsewhere': (stack) => {
      new CfnEventSourceMapping(stack, 'Mapping', {
        functionName: 'elsewhere',
        eventSourceArn: new CfnQueue(stack, 'Queue').attrArn,
      });
    },
  },
  token: (stack) => {
    consumed({ visibility: 60, timeout: new CfnParameter(stack, 'Timeout', { type: 'Number' }).valueAsNumber })(stack);
    const large = new CfnCondition(stack, 'Large');
    const fn = new CfnFunction(stack, 'Other', {
      code: { zipFile: '' },
      role: 'arn',
      timeout: Token.asNumber(Fn.conditionIf(large.logicalId, 5, 30)),
    });
    const queue = new CfnQueue(stack, 'Orders', {
      visibilityTimeout: 60,
      redrivePolicy: { maxReceiveCount: new CfnParameter(stack, 'Tries').valueAsString },
    });
    new CfnEventSourceMapping(stack, 'OtherMapping', { functionName: fn.ref, eventSourceArn: queue.attrArn });
    new CfnQueue(stack, 'Mails').addPropertyOverride('RedrivePolicy', new CfnParameter(stack, 'Policy').valueAsString);
  },
  override: {
    state: 'failing',
    build: (stack) => {
      consumed({ visibility: 180, timeout: 30 })(stack);
      (stack.node.findChild('Function') as CfnFunction).addPropertyOverride('Timeout', 60);
    },
  },
  mutation: {
    change: ({ main }) => {
      for (const [id, { Type: type, Properties: properties }] of Object.entries(main.Resources)) {
        if (type === 'AWS::SQS::Queue' && /OrderProcessingWorkQueue/.test(id)) properties.VisibilityTimeout = 30;
      }
    },
  },
  oracles: [
    {
      name: 'LambdaEventSourceSQSVisibilityTimeout',
      rule: rules.lambda.LambdaEventSourceSQSVisibilityTimeout,
      about: [
        'messages hidden long enough',
        'messages hidden long enough for a window',
        'the defaults of the services',
        'messages that come back early',
        'messages that come back early by default',
        'a window that was forgotten',
        'messages that come back early from an alias',
      ],
      disagreements: {
        'a window that was forgotten':
          'AWS recommends six timeouts and the batching window, during which messages are hidden too',
        'messages that come back early from an alias': 'the function behind an alias takes as long as the function',
      },
    },
  ],
};
