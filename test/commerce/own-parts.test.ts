import { CfnResource } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { newShop, read } from './shop';
import { expectWiring, functionOf, NAMES, own } from './wiring';
import { Profile } from '../../src/core/profile';
import { findings, newClient } from '../messaging/room';
import { FLAG_SETS, resources } from '../support/app';

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
  // The check would fail if an acknowledgement covered more than its finding.
  commerce.storeApi?.grantPrincipal.addToPrincipalPolicy(
    new PolicyStatement({ actions: ['s3:*'], resources: ['arn:aws:s3:::x/*'] }),
  );
  expect(findings(stack).join()).toMatch(/IAM5/);
  expect(template.toJSON().Transform).toBeUndefined();
});

test('custom functions replace all samples and get the same connections', () => {
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

test('in development logs are kept for two weeks and are deleted with the stack', () => {
  const { stack, commerce } = newShop({ profile: Profile.DEVELOPMENT, database: { deletionProtection: false } });
  const group = stack.getLogicalId(commerce.storeApi?.logGroup.node.defaultChild as CfnResource);
  expect(resources(Template.fromStack(stack), 'AWS::Logs::LogGroup')[group]).toMatchObject({
    Properties: { RetentionInDays: 14 },
    DeletionPolicy: 'Delete',
  });
});

test("environment reaches every function, and must not set the construct's variables", () => {
  const shop = newShop({ commerce: { environment: { SHOP_NAME: 'Tea' }, demoCatalogue: false } });
  const template = Template.fromStack(shop.stack);
  for (const name of NAMES) expect(read(shop, template, functionOf(shop, name)).environment.SHOP_NAME).toBe('Tea');
  expect(read(shop, template, functionOf(shop, 'migrations')).environment.DEMO_CATALOGUE).toBe('false');
  expect(() => newShop({ commerce: { environment: { DATABASE_HOST: 'db' } } })).toThrow(
    '`commerce.environment` must be a map without names that the architecture sets itself, got "DATABASE_HOST"',
  );
});

test('a server fleet may place orders and request migrations', () => {
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

test('an existing payment secret is read by its name, and its key is used through Secrets Manager only', () => {
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
