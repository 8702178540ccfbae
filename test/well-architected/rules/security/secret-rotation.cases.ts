import { CfnParameter, Fn } from 'aws-cdk-lib';
import { CfnDistribution } from 'aws-cdk-lib/aws-cloudfront';
import { CfnListenerRule } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { CfnDBInstance } from 'aws-cdk-lib/aws-rds';
import { CfnRotationSchedule, CfnSecret, CfnSecretTargetAttachment } from 'aws-cdk-lib/aws-secretsmanager';
import { rules } from 'cdk-nag';
import { secretRotation } from '../../../../src/well-architected/rules/security/secret-rotation';
import type { Build, RuleCases } from '../../support/cases';

type Stack = Parameters<Build>[0];

const secretIn = (stack: Stack, id = 'Secret') =>
  new CfnSecret(stack, id, { generateSecretString: { passwordLength: 48 } });

const rotate = (
  stack: Stack,
  secretId: string,
  rotationRules: CfnRotationSchedule.RotationRulesProperty = { automaticallyAfterDays: 30 },
) =>
  new CfnRotationSchedule(stack, 'Schedule', {
    secretId,
    rotationLambdaArn: 'arn:aws:lambda:eu-central-1:111111111111:function:rotate',
    rotationRules,
  });

const reference = (secret: CfnSecret) => Fn.join('', ['{{resolve:secretsmanager:', secret.ref, ':SecretString:::}}']);

const listenerRule = (stack: Stack, secret: CfnSecret, actions: CfnListenerRule.ActionProperty[]) =>
  new CfnListenerRule(stack, 'Rule', {
    priority: 1,
    actions,
    conditions: [
      { field: 'http-header', httpHeaderConfig: { httpHeaderName: 'X-Origin-Verify', values: [reference(secret)] } },
    ],
  });

const FORWARD = {
  type: 'forward',
  targetGroupArn: 'arn:aws:elasticloadbalancing:eu-central-1:111111111111:targetgroup/t/1',
};

export const cases: RuleCases = {
  rule: secretRotation,
  compliant: {
    'a secret with a schedule': (stack) => {
      rotate(stack, secretIn(stack).ref);
    },
    'a secret with a schedule by the calendar': (stack) => {
      rotate(stack, secretIn(stack).ref, { scheduleExpression: 'rate(10 days)' });
    },
    'the password of a database': (stack) => {
      const attachment = new CfnSecretTargetAttachment(stack, 'Attachment', {
        secretId: secretIn(stack).ref,
        targetId: 'db',
        targetType: 'AWS::RDS::DBInstance',
      });
      rotate(stack, attachment.ref);
    },
    'a password that RDS manages': (stack) => {
      new CfnDBInstance(stack, 'Database', { engine: 'postgres', manageMasterUserPassword: true });
    },
  },
  failing: {
    'a secret': (stack) => {
      secretIn(stack);
    },
    'a schedule for another secret': {
      build: (stack) => {
        rotate(stack, secretIn(stack, 'Other').ref);
        secretIn(stack);
      },
      fails: [''],
    },
    'a schedule without a time': (stack) => {
      rotate(stack, secretIn(stack).ref, {});
    },
    'the secret of a sign-in': (stack) => {
      const secret = secretIn(stack);
      const authenticateOidcConfig = {
        issuer: 'i',
        authorizationEndpoint: 'a',
        tokenEndpoint: 't',
        userInfoEndpoint: 'u',
        clientId: 'c',
        clientSecret: reference(secret),
      };
      listenerRule(stack, secret, [{ type: 'authenticate-oidc', authenticateOidcConfig, order: 1 }, FORWARD]);
    },
  },
  notApplicable: {
    'a secret of another provider': (stack) => {
      new CfnSecret(stack, 'Secret', { description: 'key of the payment provider' });
    },
    'the header between CDN and load balancer': (stack) => {
      const secret = secretIn(stack);
      listenerRule(stack, secret, [FORWARD]);
      new CfnDistribution(stack, 'Distribution', {
        distributionConfig: {
          enabled: true,
          defaultCacheBehavior: { targetOriginId: 'o', viewerProtocolPolicy: 'https-only' },
          origins: [
            {
              id: 'o',
              domainName: 'lb.example.com',
              originCustomHeaders: [{ headerName: 'X-Origin-Verify', headerValue: reference(secret) }],
            },
          ],
        },
      });
    },
  },
  token: (stack) => {
    rotate(stack, secretIn(stack).ref, {
      automaticallyAfterDays: new CfnParameter(stack, 'Days', { type: 'Number' }).valueAsNumber,
    });
  },
  override: {
    state: 'failing',
    build: (stack) => {
      rotate(stack, secretIn(stack).ref).addPropertyOverride('SecretId', 'another');
    },
  },
  mutation: {
    change: ({ main }) => {
      main.Resources.Secret = { Type: 'AWS::SecretsManager::Secret', Properties: { GenerateSecretString: {} } };
    },
  },
  oracles: [
    {
      name: 'SecretsManagerRotationEnabled',
      rule: rules.secretsmanager.SecretsManagerRotationEnabled,
    },
  ],
};
