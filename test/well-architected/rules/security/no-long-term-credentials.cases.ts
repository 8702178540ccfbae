import { CfnParameter } from 'aws-cdk-lib';
import { CfnAccessKey, CfnRole, CfnUser } from 'aws-cdk-lib/aws-iam';
import { CfnBucket } from 'aws-cdk-lib/aws-s3';
import { noLongTermCredentials } from '../../../../src/well-architected/rules/security/no-long-term-credentials';
import type { Build, RuleCases } from '../../support/cases';

const key =
  (status?: string): Build =>
  (stack) => {
    new CfnAccessKey(stack, 'Key', { userName: 'mailer', status });
  };

export const cases: RuleCases = {
  rule: noLongTermCredentials,
  compliant: {
    'a role': (stack) => {
      new CfnRole(stack, 'Role', { assumeRolePolicyDocument: {} });
    },
    'a key that is switched off': key('Inactive'),
  },
  failing: {
    'a key': { levels: ['fatal'], build: key() },
    'a key with the setting is active': { build: key('Active'), fails: ['Properties.Status'] },
    'a user': {
      levels: ['error'],
      build: (stack) => {
        new CfnUser(stack, 'User');
      },
    },
  },
  notApplicable: {
    'a bucket': (stack) => {
      new CfnBucket(stack, 'Bucket');
    },
  },
  token: (stack) => key(new CfnParameter(stack, 'Status').valueAsString)(stack),
  override: {
    state: 'failing',
    build: (stack) => {
      new CfnAccessKey(stack, 'Key', { userName: 'mailer', status: 'Inactive' }).addPropertyOverride(
        'Status',
        'Active',
      );
    },
  },
  mutation: {
    change: ({ main }) => {
      main.Resources.Key = { Type: 'AWS::IAM::AccessKey', Properties: { UserName: 'mailer' } };
    },
  },
};
