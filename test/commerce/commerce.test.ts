import { CfnResource } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Code, Runtime } from 'aws-cdk-lib/aws-lambda';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { newShop, read } from './shop';
import type { Shop } from './shop';
import { BusinessFunction } from '../../src/commerce/business-function';
import type { CommerceFunction } from '../../src/commerce/commerce-function';
import { Profile } from '../../src/core/profile';
import { findings, newClient } from '../messaging/room';
import { FLAG_SETS, resources } from '../support/app';

jest.mock('../../src/commerce/sample-bundle', () => ({ sampleBundle: jest.requireActual('./shop').bundleOf }));

const OWN = [
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
const CONSUME = ['sqs:ChangeMessageVisibility', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes', 'sqs:ReceiveMessage'];
const PUBLISH = ['kms:Decrypt', 'kms:GenerateDataKey', 'sns:Publish'];

const DATABASE_VARIABLES = [
  'DATABASE_ENGINE',
  'DATABASE_HOST',
  'DATABASE_NAME',
  'DATABASE_PORT',
  'DATABASE_SIGN_IN',
  'DATABASE_USER',
];
const METRIC_VARIABLES = ['POWERTOOLS_METRICS_NAMESPACE'];
const TOPIC_VARIABLES = ['OFFER_TOPIC_ARN', 'ORDER_TOPIC_ARN', 'STOCK_TOPIC_ARN'];
const MAIL_VARIABLES = ['MAIL_CONFIGURATION_SET', 'MAIL_OPERATOR', 'MAIL_SENDER'];
const CACHE_VARIABLES = ['CACHE_HOST', 'CACHE_NAME', 'CACHE_PORT', 'CACHE_USER'];

type Name =
  | 'orderProcessing'
  | 'paymentVerification'
  | 'shippingNotification'
  | 'customerNotification'
  | 'storeApi'
  | 'scheduledTasks'
  | 'migrations';

/** Beside its own log, network and traces: all that each function may do, and all that it is told. */
const WIRING: Record<Name, { readonly actions: string[]; readonly variables: string[] }> = {
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
const NAMES = Object.keys(WIRING) as Name[];

const own = () =>
  BusinessFunction.code(Code.fromInline('exports.handler = () => 0;'), {
    handler: 'index.handler',
    runtime: Runtime.NODEJS_22_X,
  });

function functionOf({ commerce }: Shop, name: Name): CommerceFunction {
  const made = commerce[name];
  if (!made) throw new Error(`no ${name}`);
  return made;
}

function expectWiring(shop: Shop, template: Template, name: Name): void {
  const { actions, environment } = read(shop, template, functionOf(shop, name));
  expect(actions).toEqual([...OWN, ...WIRING[name].actions].sort());
  expect(Object.keys(environment).sort()).toEqual([...WIRING[name].variables].sort());
}

describe('the sample shop', () => {
  const shop = newShop();
  const { stack, commerce } = shop;
  const template = Template.fromStack(stack);

  test.each(NAMES)('%s may do and is told what its job needs, and no more', (name) =>
    expectWiring(shop, template, name),
  );

  test.each(NAMES)(
    '%s runs on Node 24 and ARM64 in the application subnets, traced, logging JSON to an encrypted group of its own',
    (name) => {
      const { properties, id } = read(shop, template, functionOf(shop, name));
      const applicationSubnets = shop.network.vpc
        .selectSubnets(shop.network.applicationSubnets)
        .subnetIds.map((each) => stack.resolve(each));
      expect(properties).toMatchObject({
        Runtime: 'nodejs24.x',
        Architectures: ['arm64'],
        MemorySize: 512,
        TracingConfig: { Mode: 'Active' },
        LoggingConfig: { LogFormat: 'JSON' },
        VpcConfig: { SubnetIds: applicationSubnets },
      });
      const group = (properties as unknown as { LoggingConfig: { LogGroup: { Ref: string } } }).LoggingConfig.LogGroup
        .Ref;
      expect(resources(template, 'AWS::Logs::LogGroup')[group]).toMatchObject({
        Properties: { RetentionInDays: 365, KmsKeyId: stack.resolve(shop.encryptionKey.keyArn) },
        DeletionPolicy: 'Retain',
      });
      const users = Object.entries(resources(template, 'AWS::Lambda::Function')).filter(([, each]) =>
        JSON.stringify(each).includes(group),
      );
      expect(users.map(([user]) => user)).toEqual([id]);
    },
  );

  test('each function has a role of its own, and permissions stand in it', () => {
    const roles = NAMES.map((name) => JSON.stringify(read(shop, template, functionOf(shop, name)).properties.Role));
    expect(new Set(roles).size).toBe(NAMES.length);
    const policies = Object.keys(resources(template, 'AWS::IAM::Policy')).filter((id) => id.startsWith('Commerce'));
    expect(policies).toEqual([]);
  });

  test('no action is a wildcard, and only interfaces and traces are allowed on every resource', () => {
    for (const name of NAMES) {
      const { statements } = read(shop, template, functionOf(shop, name));
      expect(statements.flatMap(({ Action }) => Action).filter((action) => action.includes('*'))).toEqual([]);
      const everywhere = statements
        .filter(({ Resource }) => JSON.stringify(Resource).includes('*'))
        .flatMap(({ Action }) => Action);
      expect(everywhere.every((action) => /^(ec2|xray):/.test(action))).toBe(true);
    }
  });

  test('the network: HTTPS to anywhere, proxy and cache; only the migrations reach the database itself, and nobody comes in', () => {
    const groupOf = (name: Name) => {
      const { VpcConfig } = read(shop, template, functionOf(shop, name)).properties as unknown as {
        VpcConfig: { SecurityGroupIds: unknown[] };
      };
      return VpcConfig.SecurityGroupIds;
    };
    const shared = groupOf('orderProcessing');
    const owner = groupOf('migrations');
    for (const name of NAMES) expect(groupOf(name)).toEqual(name === 'migrations' ? owner : shared);
    expect(owner).not.toEqual(shared);
    const egress = Object.values(resources(template, 'AWS::EC2::SecurityGroupEgress')).map(
      ({ Properties }) => Properties as unknown as Record<string, unknown>,
    );
    const targets = (group: unknown[]) =>
      egress
        .filter(({ GroupId }) => JSON.stringify([GroupId]) === JSON.stringify(group))
        .map(({ DestinationSecurityGroupId }) =>
          JSON.stringify(DestinationSecurityGroupId).replace(/^.*\["(\w+?)SecurityGroup\w*",.*$/, '$1'),
        )
        .sort();
    expect(targets(shared)).toEqual(['CacheReplicationGroup', 'DatabaseProxy']);
    expect(targets(owner)).toEqual(['Database']);
    for (const id of [shared, owner].map((groups) => (groups as { 'Fn::GetAtt': string[] }[])[0]['Fn::GetAtt'][0])) {
      const { Properties } = resources(template, 'AWS::EC2::SecurityGroup')[id];
      expect(Properties).toMatchObject({
        SecurityGroupEgress: [{ CidrIp: '0.0.0.0/0', IpProtocol: 'tcp', FromPort: 443, ToPort: 443 }],
      });
      expect(Properties).not.toHaveProperty('SecurityGroupIngress');
      template.resourcePropertiesCountIs(
        'AWS::EC2::SecurityGroupIngress',
        { GroupId: { 'Fn::GetAtt': [id, 'GroupId'] } },
        0,
      );
    }
  });

  test('no function is told a secret', () => {
    for (const name of NAMES) {
      const { environment } = read(shop, template, functionOf(shop, name));
      expect(JSON.stringify(environment)).not.toMatch(/resolve:secretsmanager|SecretString|PASSWORD/);
    }
  });

  test('the payment secret is 48 letters and digits, and only the payment function reads it', () => {
    template.hasResource('AWS::SecretsManager::Secret', {
      Properties: { GenerateSecretString: { PasswordLength: 48, ExcludePunctuation: true } },
    });
    const secret = stack.resolve(commerce.paymentSecret.secretArn);
    const readers = NAMES.filter((name) =>
      read(shop, template, functionOf(shop, name)).statements.some(
        ({ Action, Resource }) =>
          Action === 'secretsmanager:GetSecretValue' && JSON.stringify(Resource) === JSON.stringify(secret),
      ),
    );
    expect(readers).toEqual(['paymentVerification']);
    expect(read(shop, template, commerce.paymentVerification).environment.PAYMENT_SECRET_ARN).toEqual(secret);
  });

  test('the load balancer is told two paths', () => {
    expect(commerce._routes.map(({ id, path, priority }) => [id, path, priority])).toEqual([
      ['PaymentVerification', '/webhooks/payments/*', 10],
      ['StoreApi', '/api/*', 20],
    ]);
    expect(commerce._routes.map((route) => route.function)).toEqual([
      commerce.paymentVerification.function,
      commerce.storeApi?.function,
    ]);
  });

  test('alarms on errors, throttles, dead letters, the age of orders and payment failures', () => {
    const ids = [
      ...NAMES.map((name) => `${functionOf(shop, name).node.id}Errors`),
      'PaymentVerificationThrottles',
      'StoreApiThrottles',
    ];
    const queues = ['OrderProcessing', 'ShippingNotification', 'CustomerNotification', 'Migrations'].map(
      (name) => `${name}DeadLetters`,
    );
    const others = ['OrderQueueAge', 'PaymentFailures', 'WebhooksRefused'];
    expect(shop.monitoring.alarmIds).toEqual(expect.arrayContaining([...ids, ...queues, ...others]));
    template.hasResourceProperties('AWS::CloudWatch::Alarm', {
      MetricName: 'Errors',
      Dimensions: [{ Name: 'FunctionName', Value: { Ref: read(shop, template, commerce.orderProcessing).id } }],
      Statistic: 'Sum',
      Threshold: 1,
    });
    template.hasResourceProperties('AWS::CloudWatch::Alarm', {
      MetricName: 'ApproximateNumberOfMessagesVisible',
      Statistic: 'Maximum',
      Threshold: 1,
      EvaluationPeriods: 1,
      Dimensions: [{ Name: 'QueueName', Value: stack.resolve(commerce.orderProcessing.deadLetterQueue?.queueName) }],
    });
    template.hasResourceProperties('AWS::CloudWatch::Alarm', {
      MetricName: 'ApproximateAgeOfOldestMessage',
      Threshold: 600,
      Period: 60,
    });
  });

  test("payment failures are counted from what the payment function logs, under the shop's own name", () => {
    const filters = Object.values(resources(template, 'AWS::Logs::MetricFilter')).map(({ Properties }) => Properties);
    expect(filters.map((filter) => filter.FilterPattern)).toEqual([
      '{ $.event = "payment.mismatch" }',
      '{ ($.event = "payment.refused") || ($.event = "payment.unknown") }',
    ]);
    for (const [filter, Threshold] of [
      [filters[0], 1],
      [filters[1], 300],
    ] as const) {
      expect(filter.LogGroupName).toEqual(stack.resolve(commerce.paymentVerification.logGroup.logGroupName));
      const [{ MetricName, MetricNamespace: Namespace }] = filter.MetricTransformations as Record<string, unknown>[];
      const ownName = /^EcommerceArchitecture\/\$\{AWS::StackName\}\/[0-9a-f]{8}$/;
      expect(Namespace).toEqual({ 'Fn::Sub': expect.stringMatching(ownName) });
      template.hasResourceProperties('AWS::CloudWatch::Alarm', { MetricName, Namespace, Threshold });
    }
  });
});

test.each(FLAG_SETS)('no finding, no custom resource of the room and no second policy, %s', (_, flags) => {
  const { stack, commerce } = newShop({ app: { flags } });
  const template = Template.fromStack(stack);
  expect(findings(stack)).toEqual([]);
  const types = new Set(
    commerce.node
      .findAll()
      .filter(CfnResource.isCfnResource)
      .map(({ cfnResourceType }) => cfnResourceType),
  );
  expect([...types].filter((type) => /Custom|IAM::Policy/.test(type))).toEqual([]);
  // The check would say so if something was acknowledged for more than it is meant for.
  commerce.storeApi?.grantPrincipal.addToPrincipalPolicy(
    new PolicyStatement({ actions: ['s3:*'], resources: ['arn:aws:s3:::x/*'] }),
  );
  expect(findings(stack).join()).toMatch(/IAM5/);
  expect(template.toJSON().Transform).toBeUndefined();
});

test('functions of your own take the place of all samples, with the same wiring', () => {
  const shop = newShop({ commerce: Object.fromEntries(NAMES.map((name) => [name, own()])) });
  const template = Template.fromStack(shop.stack);
  for (const name of NAMES) {
    expectWiring(shop, template, name);
    expect(read(shop, template, functionOf(shop, name)).properties).toMatchObject({
      Runtime: 'nodejs22.x',
      Architectures: ['arm64'],
    });
  }
});

test('in development logs are kept for two weeks and go with the stack', () => {
  const { stack, commerce } = newShop({ profile: Profile.DEVELOPMENT, database: { deletionProtection: false } });
  const group = stack.getLogicalId(commerce.storeApi?.logGroup.node.defaultChild as CfnResource);
  expect(resources(Template.fromStack(stack), 'AWS::Logs::LogGroup')[group]).toMatchObject({
    Properties: { RetentionInDays: 14 },
    DeletionPolicy: 'Delete',
  });
});

test("environment reaches every function, and must leave the construct's variables alone", () => {
  const shop = newShop({ commerce: { environment: { SHOP_NAME: 'Tea' }, demoCatalogue: false } });
  const template = Template.fromStack(shop.stack);
  for (const name of NAMES) expect(read(shop, template, functionOf(shop, name)).environment.SHOP_NAME).toBe('Tea');
  expect(read(shop, template, functionOf(shop, 'migrations')).environment.DEMO_CATALOGUE).toBe('false');
  expect(() => newShop({ commerce: { environment: { DATABASE_HOST: 'db' } } })).toThrow(
    '`commerce.environment` must be a map without names that the architecture sets itself, got "DATABASE_HOST"',
  );
});

test('a server fleet places orders and asks for migrations', () => {
  const { stack, commerce } = newShop();
  const client = newClient(stack);
  commerce.connectServers(client);
  expect(client.environment).toEqual({
    ORDER_QUEUE_URL: stack.resolve(commerce.orderQueue.queueUrl),
    MIGRATION_QUEUE_URL: stack.resolve(commerce.migrationQueue?.queueUrl),
    PAYMENT_PROVIDER: 'demo',
  });
  const [policy] = Object.entries(resources(Template.fromStack(stack), 'AWS::IAM::Policy')).filter(([id]) =>
    id.startsWith('Client'),
  );
  const { PolicyDocument } = policy[1].Properties as unknown as {
    PolicyDocument: { Statement: { Action: string; Resource: unknown }[] };
  };
  const statements = PolicyDocument.Statement;
  expect(statements.map(({ Action }) => Action)).toEqual(statements.map(() => 'sqs:SendMessage'));
  const queues = [commerce.orderQueue, commerce.migrationQueue].map((queue) => stack.resolve(queue?.queueArn));
  expect(statements.flatMap(({ Resource }) => Resource)).toEqual(queues);
});

test('a payment secret of your own is read by its name, and its key is used through Secrets Manager only', () => {
  const { stack } = newShop();
  const named = secretsmanager.Secret.fromSecretNameV2(stack, 'Named', 'payments');
  const shop = newShop({ commerce: { paymentSecret: named, orderAccessSecret: named } });
  const template = Template.fromStack(shop.stack);
  expect(Object.keys(resources(template, 'AWS::SecretsManager::Secret'))).toEqual([]);
  const { statements } = read(shop, template, shop.commerce.paymentVerification);
  expect(JSON.stringify(statements)).toContain(':secret:payments-??????');

  const { stack: keys } = newShop();
  const encrypted = secretsmanager.Secret.fromSecretAttributes(keys, 'Encrypted', {
    secretCompleteArn: 'arn:aws:secretsmanager:eu-west-1:111111111111:secret:payments-abcdef',
    encryptionKey: Key.fromKeyArn(keys, 'Key', 'arn:aws:kms:eu-west-1:111111111111:key/1'),
  });
  const second = newShop({ commerce: { paymentSecret: encrypted } });
  expect(read(second, Template.fromStack(second.stack), second.commerce.paymentVerification).statements).toEqual(
    expect.arrayContaining([
      expect.objectContaining({
        Action: 'secretsmanager:GetSecretValue',
        Resource: 'arn:aws:secretsmanager:eu-west-1:111111111111:secret:payments-abcdef',
      }),
      expect.objectContaining({
        Action: 'kms:Decrypt',
        Resource: 'arn:aws:kms:eu-west-1:111111111111:key/1',
        Condition: expect.anything(),
      }),
    ]),
  );
});
