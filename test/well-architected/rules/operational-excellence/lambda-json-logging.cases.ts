import { CfnParameter, CfnResource } from 'aws-cdk-lib';
import { CfnRole } from 'aws-cdk-lib/aws-iam';
import { CfnFunction } from 'aws-cdk-lib/aws-lambda';
import type { CfnFunctionProps } from 'aws-cdk-lib/aws-lambda';
import { CfnLogGroup } from 'aws-cdk-lib/aws-logs';
import { CfnBucket } from 'aws-cdk-lib/aws-s3';
import { lambdaJsonLogging } from '../../../../src/well-architected/rules/operational-excellence/lambda-json-logging';
import { ofType } from '../../../support/template-graph';
import type { Build, RuleCases } from '../../support/cases';

const fn =
  (loggingConfig?: CfnFunctionProps['loggingConfig']): Build =>
  (stack) => {
    new CfnFunction(stack, 'Function', { code: { zipFile: '' }, role: 'arn', loggingConfig });
  };

export const cases: RuleCases = {
  rule: lambdaJsonLogging,
  compliant: {
    'JSON into a group of the template': (stack) => {
      fn({ logFormat: 'JSON', logGroup: new CfnLogGroup(stack, 'Logs').ref })(stack);
    },
    'JSON into a named group': fn({ logFormat: 'JSON', logGroup: '/shop/orders' }),
    'a group made under the name of the function': (stack) => {
      fn({ logFormat: 'JSON' })(stack);
      new CfnLogGroup(stack, 'Logs', {
        logGroupName: `/aws/lambda/${(stack.node.findChild('Function') as CfnFunction).ref}`,
      });
    },
    'a group made under a literal name': (stack) => {
      new CfnFunction(stack, 'Function', {
        code: { zipFile: '' },
        role: 'arn',
        functionName: 'orders',
        loggingConfig: { logFormat: 'JSON' },
      });
      new CfnLogGroup(stack, 'Logs', { logGroupName: '/aws/lambda/orders' });
    },
  },
  failing: {
    'nothing set': { build: fn(), fails: ['LogFormat', 'LogGroup'] },
    'plain text': { build: fn({ logFormat: 'Text', logGroup: 'logs' }), fails: ['LogFormat'] },
    'a group that Lambda makes': { build: fn({ logFormat: 'JSON' }), fails: ['LogGroup'] },
    'a group of another function': {
      build: (stack) => {
        fn({ logFormat: 'JSON' })(stack);
        new CfnLogGroup(stack, 'Logs', { logGroupName: '/aws/lambda/orders' });
      },
      fails: ['LogGroup'],
    },
  },
  notApplicable: {
    'a bucket': (stack) => {
      new CfnBucket(stack, 'Bucket');
    },
    'a function for deployments only': (stack) => {
      fn()(stack);
      const arn = (stack.node.findChild('Function') as CfnFunction).attrArn;
      new CfnResource(stack, 'Custom', { type: 'Custom::Thing', properties: { ServiceToken: arn } });
    },
    'a function behind the framework of custom resources': (stack) => {
      fn()(stack);
      const framework = new CfnFunction(stack, 'Framework', { code: { zipFile: '' }, role: 'arn' });
      framework.environment = {
        variables: { USER_ON_EVENT_FUNCTION_ARN: (stack.node.findChild('Function') as CfnFunction).attrArn },
      };
      new CfnResource(stack, 'Custom', { type: 'Custom::Thing', properties: { ServiceToken: framework.attrArn } });
    },
    'a function at the edge, whose role has an unfinished statement': (stack) => {
      const statements = [
        { Effect: 'Allow', Action: 'sts:AssumeRole' },
        { Effect: 'Allow', Principal: { Service: 'edgelambda.amazonaws.com' } },
      ];
      const role = new CfnRole(stack, 'Role', { assumeRolePolicyDocument: { Statement: statements } });
      new CfnFunction(stack, 'Function', { code: { zipFile: '' }, role: role.attrArn });
    },
    'a function at the edge': (stack) => {
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
  token: (stack) => fn({ logFormat: new CfnParameter(stack, 'Format').valueAsString, logGroup: 'logs' })(stack),
  override: {
    state: 'compliant',
    build: (stack) => {
      fn({ logFormat: 'Text', logGroup: 'logs' })(stack);
      (stack.node.findChild('Function') as CfnFunction).addPropertyOverride('LoggingConfig.LogFormat', 'JSON');
    },
  },
  mutation: {
    change: ({ main }) => {
      for (const [, { Properties: properties }] of ofType(main, 'AWS::Lambda::Function')) {
        if (properties.LoggingConfig) properties.LoggingConfig.LogFormat = 'Text';
      }
    },
  },
};
