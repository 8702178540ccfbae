import { CfnParameter } from 'aws-cdk-lib';
import { CfnFunction, CfnPermission, CfnUrl } from 'aws-cdk-lib/aws-lambda';
import { rules } from 'cdk-nag';
import { noPublicLambda } from '../../../../src/well-architected/rules/security/no-public-lambda';
import { ofType } from '../../../support/template-graph';
import type { Build, RuleCases } from '../../support/cases';

const permission =
  (principal: string, limits: Partial<ConstructorParameters<typeof CfnPermission>[2]> = {}): Build =>
  (stack) => {
    new CfnPermission(stack, 'Permission', {
      action: 'lambda:InvokeFunction',
      functionName: 'orders',
      principal,
      ...limits,
    });
  };

const url =
  (authType: string): Build =>
  (stack) => {
    new CfnUrl(stack, 'Url', { authType, targetFunctionArn: 'orders' });
  };

export const cases: RuleCases = {
  rule: noPublicLambda,
  compliant: {
    'a service': permission('events.amazonaws.com'),
    'an account': permission('111111111111'),
    'any caller of an organization': permission('*', { principalOrgId: 'o-a1b2c3d4e5' }),
    'any caller of an account': permission('*', { sourceAccount: '111111111111' }),
    'any caller through one resource': permission('*', {
      sourceArn: 'arn:aws:events:eu-central-1:111111111111:rule/orders',
    }),
    'an address for signed requests': url('AWS_IAM'),
  },
  failing: {
    'any caller': { build: permission('*'), fails: ['Properties.Principal'] },
    'a public URL': { build: url('NONE'), fails: ['Properties.AuthType'] },
  },
  notApplicable: {
    'a function': (stack) => {
      new CfnFunction(stack, 'Function', { code: { zipFile: '' }, role: 'arn' });
    },
  },
  token: (stack) => {
    permission(new CfnParameter(stack, 'Caller').valueAsString)(stack);
    url(new CfnParameter(stack, 'Auth').valueAsString)(stack);
  },
  override: {
    state: 'failing',
    build: (stack) => {
      new CfnPermission(stack, 'Permission', {
        action: 'lambda:InvokeFunction',
        functionName: 'orders',
        principal: 'events.amazonaws.com',
      }).addPropertyOverride('Principal', '*');
    },
  },
  mutation: {
    change: ({ main }) => {
      const [, { Properties: properties }] = ofType(main, 'AWS::Lambda::Permission').filter(([id]) =>
        id.startsWith('ShopWebStoreApi'),
      )[0];
      properties.Principal = '*';
      delete properties.SourceArn;
    },
  },
  oracles: [
    {
      name: 'LambdaFunctionPublicAccessProhibited',
      rule: rules.lambda.LambdaFunctionPublicAccessProhibited,
      about: [
        'a service',
        'an account',
        'any caller of an organization',
        'any caller of an account',
        'any caller through one resource',
        'any caller',
      ],
    },
    {
      name: 'LambdaFunctionUrlAuth',
      rule: rules.lambda.LambdaFunctionUrlAuth,
      about: ['an address for signed requests', 'a public URL'],
    },
  ],
};
