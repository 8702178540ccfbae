import { CfnParameter } from 'aws-cdk-lib';
import { CfnFunction } from 'aws-cdk-lib/aws-lambda';
import { CfnBucket } from 'aws-cdk-lib/aws-s3';
import { rules } from 'cdk-nag';
import { lambdaTracingActive } from '../../../../src/well-architected/rules/operational-excellence';
import { ofType } from '../../../support/template-graph';
import type { Build, RuleCases } from '../../support/cases';

const fn =
  (mode?: string): Build =>
  (stack) => {
    new CfnFunction(stack, 'Function', {
      code: { zipFile: '' },
      role: 'arn',
      tracingConfig: mode === undefined ? undefined : { mode },
    });
  };

export const cases: RuleCases = {
  rule: lambdaTracingActive,
  compliant: {
    'a traced function': fn('Active'),
  },
  failing: {
    'nothing set': fn(),
    'a function that only passes traces on': { build: fn('PassThrough'), fails: ['Properties.TracingConfig.Mode'] },
  },
  notApplicable: {
    'a bucket': (stack) => {
      new CfnBucket(stack, 'Bucket');
    },
    'a function that is traced elsewhere': (stack) => {
      new CfnFunction(stack, 'Function', {
        code: { zipFile: '' },
        role: 'arn',
        environment: { variables: { OTEL_EXPORTER_OTLP_ENDPOINT: 'https://traces.example.com' } },
      });
    },
  },
  token: (stack) => fn(new CfnParameter(stack, 'Mode').valueAsString)(stack),
  override: {
    state: 'failing',
    build: (stack) => {
      fn('Active')(stack);
      (stack.node.findChild('Function') as CfnFunction).addPropertyOverride('TracingConfig.Mode', 'PassThrough');
    },
  },
  mutation: {
    change: ({ main }) => {
      for (const [, { Properties: properties }] of ofType(main, 'AWS::Lambda::Function')) {
        if (properties.TracingConfig) properties.TracingConfig.Mode = 'PassThrough';
      }
    },
  },
  oracles: [{ name: 'LambdaTracing', rule: rules.lambda.LambdaTracing }],
};
