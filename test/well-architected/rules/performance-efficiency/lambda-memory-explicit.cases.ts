import { CfnParameter } from 'aws-cdk-lib';
import { CfnRole } from 'aws-cdk-lib/aws-iam';
import { CfnFunction } from 'aws-cdk-lib/aws-lambda';
import { CfnBucket } from 'aws-cdk-lib/aws-s3';
import { rules } from 'cdk-nag';
import { lambdaMemoryExplicit } from '../../../../src/well-architected/rules/performance-efficiency';
import { ofType } from '../../../support/template-graph';
import type { Build, RuleCases } from '../../support/cases';

const fn =
  (memorySize?: number): Build =>
  (stack) => {
    new CfnFunction(stack, 'Function', { code: { zipFile: '' }, role: 'arn', memorySize });
  };

export const cases: RuleCases = {
  rule: lambdaMemoryExplicit,
  compliant: {
    'the least': fn(256),
    'the most': fn(3008),
    'a template written by hand': (stack) => {
      new CfnFunction(stack, 'Function', { code: { zipFile: '' }, role: 'arn', memorySize: 128 }).addPropertyOverride(
        'MemorySize',
        '512',
      );
    },
  },
  failing: {
    'a function without the setting': { build: fn(), fails: ['Properties.MemorySize'] },
    'little memory': fn(128),
    'much memory': fn(10_240),
  },
  notApplicable: {
    'a bucket': (stack) => {
      new CfnBucket(stack, 'Bucket');
    },
    'a function of CloudFront': (stack) => {
      const role = new CfnRole(stack, 'Role', {
        assumeRolePolicyDocument: {
          Statement: [
            {
              Effect: 'Allow',
              Action: 'sts:AssumeRole',
              Principal: { Service: ['lambda.amazonaws.com', 'edgelambda.amazonaws.com'] },
            },
          ],
        },
      });
      new CfnFunction(stack, 'Function', { code: { zipFile: '' }, role: role.attrArn });
    },
  },
  token: (stack) => {
    const memory = new CfnParameter(stack, 'Memory', { type: 'Number' });
    new CfnFunction(stack, 'Function', { code: { zipFile: '' }, role: 'arn', memorySize: memory.valueAsNumber });
  },
  override: {
    state: 'failing',
    build: (stack) => {
      new CfnFunction(stack, 'Function', { code: { zipFile: '' }, role: 'arn', memorySize: 512 }).addPropertyOverride(
        'MemorySize',
        128,
      );
    },
  },
  mutation: {
    change: ({ main }) => {
      for (const [id, { Properties: properties }] of ofType(main, 'AWS::Lambda::Function')) {
        if (id.includes('OrderProcessing')) delete properties.MemorySize;
      }
    },
  },
  oracles: [
    {
      name: 'LambdaDefaultMemorySize',
      rule: rules.lambda.LambdaDefaultMemorySize,
      disagreements: {
        'little memory': "a size that is written down may still be the default's, too little for a TLS client",
        'much memory': 'nor does it check the upper limit',
      },
    },
  ],
};
