import { Template } from 'aws-cdk-lib/assertions';
import { Code, Runtime } from 'aws-cdk-lib/aws-lambda';
import { read } from './shop';
import type { Shop } from './shop';
import { BusinessFunction } from '../../src/commerce/business-function';
import type { CommerceFunction } from '../../src/commerce/commerce-function';

jest.mock('../../src/commerce/sample-bundle', () => ({ sampleBundle: jest.requireActual('./shop').bundleOf }));

export const OWN = [
  'ec2:AssignPrivateIpAddresses',
  'ec2:CreateNetworkInterface',
  'ec2:DeleteNetworkInterface',
  'ec2:DescribeNetworkInterfaces',
  'ec2:DescribeSubnets',
  'ec2:UnassignPrivateIpAddresses',
  'logs:CreateLogStream',
  'logs:PutLogEvents',
  'xray:PutTelemetryRecords',
  'xray:PutTraceSegments',
];
export const CONSUME = [
  'sqs:ChangeMessageVisibility',
  'sqs:DeleteMessage',
  'sqs:GetQueueAttributes',
  'sqs:ReceiveMessage',
];
export const PUBLISH = ['kms:Decrypt', 'kms:GenerateDataKey', 'sns:Publish'];

export const DATABASE_VARIABLES = [
  'DATABASE_ENGINE',
  'DATABASE_HOST',
  'DATABASE_NAME',
  'DATABASE_PORT',
  'DATABASE_SIGN_IN',
  'DATABASE_USER',
];
export const METRIC_VARIABLES = ['POWERTOOLS_METRICS_NAMESPACE'];
export const TOPIC_VARIABLES = ['OFFER_TOPIC_ARN', 'ORDER_TOPIC_ARN', 'STOCK_TOPIC_ARN'];
export const MAIL_VARIABLES = ['MAIL_CONFIGURATION_SET', 'MAIL_OPERATOR', 'MAIL_SENDER'];
export const CACHE_VARIABLES = ['CACHE_HOST', 'CACHE_NAME', 'CACHE_PORT', 'CACHE_USER'];

export type Name =
  | 'orderProcessing'
  | 'paymentVerification'
  | 'shippingNotification'
  | 'customerNotification'
  | 'storeApi'
  | 'scheduledTasks'
  | 'migrations';

/** The permissions and variables of each function, without those for its log group, network and traces. */
export const WIRING: Record<Name, { readonly actions: string[]; readonly variables: string[] }> = {
  orderProcessing: {
    actions: [
      ...CONSUME,
      ...PUBLISH,
      'rds-db:connect',
      'secretsmanager:GetSecretValue',
      'ses:SendEmail',
      'sqs:SendMessage',
    ],
    variables: [
      ...METRIC_VARIABLES,
      ...DATABASE_VARIABLES,
      ...TOPIC_VARIABLES,
      ...MAIL_VARIABLES,
      'MIGRATION_QUEUE_URL',
      'ORDER_ACCESS_SECRET_ARN',
      'PAYMENT_PROVIDER',
    ],
  },
  paymentVerification: {
    actions: [...PUBLISH, 'rds-db:connect', 'secretsmanager:GetSecretValue', 'sqs:SendMessage'],
    variables: [
      ...METRIC_VARIABLES,
      ...DATABASE_VARIABLES,
      ...TOPIC_VARIABLES,
      'MIGRATION_QUEUE_URL',
      'PAYMENT_PROVIDER',
      'PAYMENT_SECRET_ARN',
    ],
  },
  shippingNotification: {
    actions: [
      ...CONSUME,
      ...PUBLISH,
      'rds-db:connect',
      'secretsmanager:GetSecretValue',
      'ses:SendEmail',
      'sqs:SendMessage',
    ],
    variables: [
      ...METRIC_VARIABLES,
      ...DATABASE_VARIABLES,
      ...TOPIC_VARIABLES,
      ...MAIL_VARIABLES,
      'MIGRATION_QUEUE_URL',
      'ORDER_ACCESS_SECRET_ARN',
    ],
  },
  customerNotification: {
    actions: [...CONSUME, 'rds-db:connect', 'secretsmanager:GetSecretValue', 'ses:SendEmail', 'sqs:SendMessage'],
    variables: [
      ...METRIC_VARIABLES,
      ...DATABASE_VARIABLES,
      ...MAIL_VARIABLES,
      'MIGRATION_QUEUE_URL',
      'ORDER_ACCESS_SECRET_ARN',
    ],
  },
  storeApi: {
    actions: ['elasticache:Connect', 'rds-db:connect', 'sqs:SendMessage'],
    variables: [
      ...METRIC_VARIABLES,
      ...CACHE_VARIABLES,
      ...DATABASE_VARIABLES,
      'MIGRATION_QUEUE_URL',
      'ORDER_QUEUE_URL',
    ],
  },
  scheduledTasks: {
    actions: [
      ...PUBLISH,
      'elasticache:Connect',
      'rds-db:connect',
      'secretsmanager:GetSecretValue',
      'ses:SendEmail',
      'sqs:SendMessage',
    ],
    variables: [
      ...METRIC_VARIABLES,
      ...CACHE_VARIABLES,
      ...DATABASE_VARIABLES,
      ...TOPIC_VARIABLES,
      ...MAIL_VARIABLES,
      'MIGRATION_QUEUE_URL',
      'ORDER_ACCESS_SECRET_ARN',
    ],
  },
  migrations: {
    actions: [...CONSUME, 'kms:Decrypt', 'secretsmanager:GetSecretValue'],
    variables: [
      ...DATABASE_VARIABLES.filter((name) => name !== 'DATABASE_SIGN_IN'),
      'DATABASE_SECRET_ARN',
      'DEMO_CATALOGUE',
    ],
  },
};
export const NAMES = Object.keys(WIRING) as Name[];

export const own = () =>
  BusinessFunction.code(Code.fromInline('exports.handler = () => 0;'), {
    handler: 'index.handler',
    runtime: Runtime.NODEJS_22_X,
  });

export function functionOf({ commerce }: Shop, name: Name): CommerceFunction {
  const made = commerce[name];
  if (!made) throw new Error(`no ${name}`);
  return made;
}

export function expectWiring(shop: Shop, template: Template, name: Name): void {
  const { actions, environment } = read(shop, template, functionOf(shop, name));
  expect(actions).toEqual([...OWN, ...WIRING[name].actions].sort());
  expect(Object.keys(environment).sort()).toEqual([...WIRING[name].variables].sort());
}
