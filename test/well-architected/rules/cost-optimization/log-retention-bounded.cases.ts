import { CfnParameter, CfnResource } from 'aws-cdk-lib';
import type { Stack } from 'aws-cdk-lib';
import { CfnDistribution } from 'aws-cdk-lib/aws-cloudfront';
import { CfnFunction, CfnVersion } from 'aws-cdk-lib/aws-lambda';
import { CfnLogGroup } from 'aws-cdk-lib/aws-logs';
import { CfnBucket } from 'aws-cdk-lib/aws-s3';
import { rules } from 'cdk-nag';
import { logRetentionBounded } from '../../../../src/well-architected/rules/cost-optimization/log-retention-bounded';
import { ofType } from '../../../support/template-graph';
import type { Build, RuleCases } from '../../support/cases';

const group =
  (retentionInDays?: number, logGroupName?: string): Build =>
  (stack) => {
    new CfnLogGroup(stack, 'Logs', { retentionInDays, logGroupName });
  };

const fn = (stack: Stack, functionName?: string, logGroup?: string) =>
  new CfnFunction(stack, 'Function', {
    code: { zipFile: '' },
    role: 'arn',
    functionName,
    loggingConfig: logGroup === undefined ? undefined : { logGroup },
  });

export const cases: RuleCases = {
  rule: logRetentionBounded,
  compliant: {
    'two weeks': group(14),
    'a year': group(365),
    'ten years where auditors require them': {
      build: group(3653),
      settings: { thresholds: { maxLogRetentionDays: 3653 } },
    },
    'a function with a log group': (stack) => {
      fn(stack, undefined, new CfnLogGroup(stack, 'Logs', { retentionInDays: 30 }).ref);
    },
    'a function with a log group created elsewhere': (stack) => {
      fn(stack, undefined, 'all-functions');
    },
    'a log group named after the function': (stack) => {
      group(30, `/aws/lambda/${fn(stack).ref}`)(stack);
    },
    'a log group of the same name': (stack) => {
      fn(stack, 'orders');
      group(30, '/aws/lambda/orders')(stack);
    },
    'a log group that is bounded by a custom resource': (stack) => {
      new CfnResource(stack, 'Retention', {
        type: 'Custom::LogRetention',
        properties: { LogGroupName: `/aws/lambda/${fn(stack).ref}`, RetentionInDays: 30 },
      });
    },
  },
  failing: {
    'kept for ever': { build: group(), fails: ['Properties.RetentionInDays'] },
    'ten years': { build: group(3653), fails: ['Properties.RetentionInDays'] },
    'a function without a log group': {
      build: (stack) => {
        fn(stack);
      },
      fails: ['Properties.LoggingConfig.LogGroup'],
    },
    'a log group of another function': (stack) => {
      fn(stack, 'orders');
      group(30, '/aws/lambda/payments')(stack);
    },
    'a function with a format but no log group': (stack) => {
      fn(stack).loggingConfig = { logFormat: 'JSON' };
    },
  },
  notApplicable: {
    'a bucket': (stack) => {
      new CfnBucket(stack, 'Bucket');
    },
    'logs on their way to a bucket': (stack) => {
      new CfnLogGroup(stack, 'Logs', { logGroupClass: 'DELIVERY' });
    },
    'a function behind a custom resource': (stack) => {
      new CfnResource(stack, 'Seed', { type: 'Custom::Seed', properties: { ServiceToken: fn(stack).attrArn } });
    },
    'a function at the edge': (stack) => {
      const { ref } = new CfnVersion(stack, 'Version', { functionName: fn(stack).ref });
      new CfnDistribution(stack, 'Distribution', {
        distributionConfig: {
          enabled: true,
          defaultCacheBehavior: {
            targetOriginId: 'o',
            viewerProtocolPolicy: 'https-only',
            lambdaFunctionAssociations: [{ eventType: 'viewer-request', lambdaFunctionArn: ref }],
          },
        },
      });
    },
  },
  token: (stack) => {
    const days = new CfnParameter(stack, 'Days', { type: 'Number' }).valueAsNumber;
    const config = new CfnParameter(stack, 'Group').valueAsString;
    new CfnLogGroup(stack, 'Logs', { retentionInDays: days });
    fn(stack, undefined, config);
    new CfnFunction(stack, 'Other', { code: { zipFile: '' }, role: 'arn' }).addPropertyOverride('LoggingConfig', {
      'Fn::ImportValue': 'logging',
    });
  },
  override: {
    state: 'failing',
    build: (stack) => {
      new CfnLogGroup(stack, 'Logs', { retentionInDays: 30 }).addPropertyDeletionOverride('RetentionInDays');
    },
  },
  mutation: {
    change: ({ main }) => {
      const [[, { Properties: properties }]] = ofType(main, 'AWS::Logs::LogGroup');
      properties.RetentionInDays = 3653;
    },
  },
  oracles: [
    {
      name: 'CloudWatchLogGroupRetentionPeriod',
      rule: rules.cloudwatch.CloudWatchLogGroupRetentionPeriod,
      about: ['two weeks', 'a year', 'ten years where auditors require them', 'kept for ever', 'ten years'],
      disagreements: {
        'ten years': 'it accepts any number of days, and ten years of logs are as good as for ever on the bill',
      },
    },
  ],
};
