import { Template } from 'aws-cdk-lib/assertions';
import { newShop, read } from './shop';
import { expectWiring, functionOf, NAMES } from './wiring';
import type { Name } from './wiring';
import { resources } from '../support/app';

describe('the sample shop', () => {
  const shop = newShop();
  const { stack, commerce } = shop;
  const template = Template.fromStack(stack);

  test.each(NAMES)('%s has the permissions and variables that it needs, and no others', (name) =>
    expectWiring(shop, template, name),
  );

  test.each(NAMES)(
    '%s runs on Node 24 and ARM64 in the application subnets, traced, logging JSON to a separate encrypted group',
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

  test('each function has a separate role with inline policies', () => {
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

  test('functions reach HTTPS, proxy and cache, only migrations reach the database, nothing reaches functions', () => {
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

  test('no function has a secret in its environment', () => {
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

  test('two paths are routed to functions', () => {
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

  test("payment failures are counted from the log of the payment function, in the shop's namespace", () => {
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
