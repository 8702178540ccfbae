import { CfnCondition, CfnParameter, Fn } from 'aws-cdk-lib';
import { CfnManagedPolicy, CfnPolicy, CfnRole } from 'aws-cdk-lib/aws-iam';
import { CfnBucket } from 'aws-cdk-lib/aws-s3';
import { rules } from 'cdk-nag';
import { leastPrivilege } from '../../../../src/well-architected/rules/security/least-privilege';
import type { Build, RuleCases } from '../../support/cases';

interface Statement {
  Effect?: string;
  Action?: unknown;
  Resource?: unknown;
  NotAction?: unknown;
  NotResource?: unknown;
}

/** In the order of CDK, because some rules of cdk-nag read the text. */
const documentOf = (...statements: Statement[]) => ({
  Version: '2012-10-17',
  Statement: statements.map(({ Action, Effect = 'Allow', Resource, ...rest }) => ({
    Action,
    Effect,
    Resource,
    ...rest,
  })),
});

const policy =
  (...statements: Statement[]): Build =>
  (stack) => {
    new CfnPolicy(stack, 'Policy', { policyName: 'p', policyDocument: documentOf(...statements) });
  };

const QUEUE = 'arn:aws:sqs:eu-central-1:111111111111:orders';

const role =
  (props: Partial<ConstructorParameters<typeof CfnRole>[2]>): Build =>
  (stack) => {
    new CfnRole(stack, 'Role', { assumeRolePolicyDocument: {}, ...props });
  };

export const cases: RuleCases = {
  rule: leastPrivilege,
  compliant: {
    'one action on one queue': policy({ Action: 'sqs:SendMessage', Resource: QUEUE }),
    'what is forbidden': policy(
      { Action: 'sqs:SendMessage', Resource: QUEUE },
      { Effect: 'Deny', Action: '*', Resource: '*' },
    ),
    'a bucket of the stack': (stack) =>
      policy({ Action: ['s3:ListBucket'], Resource: new CfnBucket(stack, 'Bucket').attrArn })(stack),
    'a role with its policy within': role({
      policies: [{ policyName: 'p', policyDocument: documentOf({ Action: 'sqs:SendMessage', Resource: QUEUE }) }],
    }),
  },
  failing: {
    everything: {
      levels: ['error'],
      build: policy({ Action: '*', Resource: '*' }),
      fails: ['Action::*', 'Resource::*'],
    },
    'every action of a service': {
      build: policy({ Action: ['s3:*', 'sqs:SendMessage'], Resource: QUEUE }),
      fails: ['Action::s3:*'],
    },
    'some actions of a service': { build: policy({ Action: 's3:Get*', Resource: QUEUE }), fails: ['Action::s3:Get*'] },
    'every resource': { build: policy({ Action: 'sqs:SendMessage', Resource: '*' }), fails: ['Resource::*'] },
    'the same wildcard twice': {
      levels: ['error'],
      build: policy({ Action: 'xray:PutTraceSegments', Resource: '*' }, { Action: 'sqs:SendMessage', Resource: '*' }),
      fails: ['Resource::*'],
    },
    'the objects of a bucket': {
      levels: ['warning'],
      build: (stack) =>
        policy({ Action: 's3:GetObject', Resource: Fn.join('', [new CfnBucket(stack, 'Bucket').attrArn, '/*']) })(
          stack,
        ),
      fails: ['Resource::<Bucket.Arn>/*'],
    },
    'the folder of a user': {
      build: policy({ Action: 's3:GetObject', Resource: 'arn:aws:s3:::shop/${aws:username}/*' }),
      fails: ['Resource::arn:aws:s3:::shop/<aws:username>/*'],
    },
    'log groups by a substitution': {
      build: policy({ Action: 'logs:PutLogEvents', Resource: Fn.sub('arn:${AWS::Partition}:logs:*:*:*') }),
      fails: ['Resource::arn:<AWS::Partition>:logs:*:*:*'],
    },
    'a managed policy': (stack) => {
      new CfnManagedPolicy(stack, 'Policy', { policyDocument: documentOf({ Action: 'sqs:*', Resource: QUEUE }) });
    },
    'a wildcard within a role': {
      build: role({
        policies: [{ policyName: 'p', policyDocument: documentOf({ Action: 'sqs:*', Resource: QUEUE }) }],
      }),
      fails: ['Action::sqs:*'],
    },
    'everything but something': {
      build: policy({ NotAction: 'iam:*', NotResource: QUEUE }),
      fails: ['NotAction', 'NotResource'],
    },
    'an administrator': {
      build: role({
        managedPolicyArns: [
          'arn:aws:iam::aws:policy/AdministratorAccess',
          'arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore',
        ],
      }),
      fails: ['Policy::arn:aws:iam::aws:policy/AdministratorAccess'],
    },
  },
  notApplicable: {
    'a bucket': (stack) => {
      new CfnBucket(stack, 'Bucket');
    },
    'a role without policies': role({ managedPolicyArns: ['arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore'] }),
  },
  token: (stack) => {
    const condition = new CfnCondition(stack, 'Wide');
    policy(
      { Action: 'sqs:SendMessage', Resource: new CfnParameter(stack, 'Queue').valueAsString },
      { Action: Fn.conditionIf(condition.logicalId, 'sqs:*', 'sqs:SendMessage'), Resource: QUEUE },
    )(stack);
  },
  override: {
    state: 'failing',
    build: (stack) => {
      new CfnPolicy(stack, 'Policy', {
        policyName: 'p',
        policyDocument: documentOf({ Action: 'sqs:SendMessage', Resource: QUEUE }),
      }).addPropertyOverride('PolicyDocument.Statement.0.Resource', '*');
    },
  },
  mutation: {
    change: ({ main }) => {
      const [fleet] = Object.entries(main.Resources)
        .filter(([id]) => id.startsWith('ShopWebFleetRoleDefaultPolicy'))
        .map(([, resource]) => resource);
      fleet.Properties.PolicyDocument.Statement.push({
        Effect: 'Allow',
        Action: 's3:*',
        Resource: 'arn:aws:s3:::a-bucket',
      });
    },
  },
  oracles: [
    {
      name: 'IAMNoWildcardPermissions',
      rule: rules.iam.IAMNoWildcardPermissions,
      disagreements: {
        'an administrator': 'it reads the statements that are written out and not those of a policy of AWS',
      },
    },
    {
      name: 'IAMPolicyNoStatementsWithAdminAccess',
      rule: rules.iam.IAMPolicyNoStatementsWithAdminAccess,
      about: ['one action on one queue', 'everything'],
    },
    {
      name: 'IAMPolicyNoStatementsWithFullAccess',
      rule: rules.iam.IAMPolicyNoStatementsWithFullAccess,
      about: [
        'one action on one queue',
        'everything',
        'every action of a service',
        'a managed policy',
        'a wildcard within a role',
      ],
    },
  ],
};
