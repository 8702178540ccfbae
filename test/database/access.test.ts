import { Template } from 'aws-cdk-lib/assertions';
import * as rds from 'aws-cdk-lib/aws-rds';
import { reaches, statements, warnings } from './effects';
import { newSharedRooms, TestClient } from './room-stack';
import { Database } from '../../src/database/database';
import { DatabaseEngine } from '../../src/database/database-engine';
import type { DatabaseOptions } from '../../src/database/database-options';
import { resolveDatabase } from '../../src/database/database-settings';
import { OracleEdition } from '../../src/database/oracle-edition';
import { resources } from '../support/app';

function build(options: DatabaseOptions = {}, restricted = false) {
  const base = newSharedRooms();
  const {
    stack,
    network: { vpc },
  } = base;
  const database = Database._create(stack, 'Database', { ...resolveDatabase(options, base.profile), ...base });
  const server = new TestClient(stack, 'Server', vpc, !restricted);
  const migrations = new TestClient(stack, 'Migrations', vpc, !restricted);
  database.connect(server);
  database.connectAsOwner(migrations);
  const environment = (client: TestClient) => stack.resolve(client.environment) as Record<string, unknown>;
  return { stack, database, server, migrations, environment, template: Template.fromStack(stack) };
}

/** `rds-db:connect` as the shop's user, on the resource whose id is the last of these parts. */
function signIn(id: unknown) {
  return {
    Action: 'rds-db:connect',
    Effect: 'Allow',
    Resource: {
      'Fn::Join': [
        '',
        [
          'arn:',
          { Ref: 'AWS::Partition' },
          ':rds-db:',
          { Ref: 'AWS::Region' },
          ':',
          { Ref: 'AWS::AccountId' },
          ':dbuser:',
          id,
          '/shop',
        ],
      ],
    },
  };
}

/** The same on the proxy, in CloudFormation's short form. */
function signInToProxy(id: unknown) {
  return {
    ...signIn(id),
    Resource: {
      'Fn::Sub': ['arn:${AWS::Partition}:rds-db:${AWS::Region}:${AWS::AccountId}:dbuser:${Proxy}/shop', { Proxy: id }],
    },
  };
}

const SECRET = { 'Fn::GetAtt': [expect.stringMatching(/^DatabaseInstance/), 'MasterUserSecret.SecretArn'] };
const INSTANCE_ID = { 'Fn::GetAtt': [expect.stringMatching(/^DatabaseInstance/), 'DbiResourceId'] };
const PROXY_ID = {
  'Fn::Select': [6, { 'Fn::Split': [':', { 'Fn::GetAtt': [expect.stringMatching(/^DatabaseProxy/), 'DBProxyArn'] }] }],
};
const INSTANCE_HOST = { 'Fn::GetAtt': [expect.stringMatching(/^DatabaseInstance/), 'Endpoint.Address'] };

const OWNER_STATEMENTS = [
  { Action: 'secretsmanager:GetSecretValue', Effect: 'Allow', Resource: SECRET },
  {
    Action: 'kms:Decrypt',
    Effect: 'Allow',
    Resource: { 'Fn::GetAtt': [expect.stringMatching(/^Key/), 'Arn'] },
    Condition: {
      StringEquals: {
        'kms:ViaService': {
          'Fn::Join': ['', ['secretsmanager.', { Ref: 'AWS::Region' }, '.', { Ref: 'AWS::URLSuffix' }]],
        },
      },
    },
  },
];

describe('behind the proxy', () => {
  const { template, environment, server, migrations } = build();

  test('servers reach only the proxy; only the proxy and the migrations reach the database', () => {
    expect(reaches(template)).toEqual([
      { from: 'ServerGroup', to: 'DatabaseProxySecurityGroup', port: 5432 },
      { from: 'DatabaseProxySecurityGroup', to: 'DatabaseSecurityGroup', port: 5433 },
      { from: 'MigrationsGroup', to: 'DatabaseSecurityGroup', port: 5433 },
    ]);
    for (const [id, { Properties }] of Object.entries(resources(template, 'AWS::EC2::SecurityGroup'))) {
      if (id.startsWith('Database')) expect(Properties).not.toHaveProperty('SecurityGroupIngress');
    }
  });

  test('the proxy may connect to the database only, and the database to nothing', () => {
    const out = Object.values(resources(template, 'AWS::EC2::SecurityGroupEgress')).map(
      ({ Properties }) => Properties as Record<string, unknown>,
    );
    expect(out).toEqual([
      expect.objectContaining({
        GroupId: { 'Fn::GetAtt': [expect.stringMatching(/^DatabaseProxySecurityGroup/), 'GroupId'] },
        DestinationSecurityGroupId: { 'Fn::GetAtt': [expect.stringMatching(/^DatabaseSecurityGroup/), 'GroupId'] },
        FromPort: 5433,
      }),
    ]);
    const database = Object.entries(resources(template, 'AWS::EC2::SecurityGroup')).find(([id]) =>
      id.startsWith('DatabaseSecurityGroup'),
    );
    expect(database?.[1].Properties.SecurityGroupEgress).toEqual([
      expect.objectContaining({ CidrIp: '255.255.255.255/32' }),
    ]);
  });

  test("a server may only sign in to the proxy as the shop's user", () => {
    expect(statements(template, 'ServerRole')).toEqual([signInToProxy(PROXY_ID)]);
  });

  test("the proxy may only sign in to the instance as the shop's user", () => {
    expect(statements(template, 'DatabaseProxyRole')).toEqual([signIn(INSTANCE_ID)]);
  });

  test("the migrations may only read the owner's secret", () => {
    expect(statements(template, 'MigrationsRole')).toEqual(OWNER_STATEMENTS);
  });

  test('a server gets the address of the proxy, and no secret', () => {
    expect(environment(server)).toEqual({
      DATABASE_ENGINE: 'postgres',
      DATABASE_HOST: { 'Fn::GetAtt': [expect.stringMatching(/^DatabaseProxy/), 'Endpoint'] },
      DATABASE_PORT: '5432',
      DATABASE_NAME: 'shop',
      DATABASE_USER: 'shop',
      DATABASE_SIGN_IN: 'iam',
    });
  });

  test("the migrations get the address of the instance and the ARN of the owner's secret", () => {
    expect(environment(migrations)).toEqual({
      DATABASE_ENGINE: 'postgres',
      DATABASE_HOST: INSTANCE_HOST,
      DATABASE_PORT: '5433',
      DATABASE_NAME: 'shop',
      DATABASE_USER: 'shop',
      DATABASE_SECRET_ARN: SECRET,
    });
  });

  test('the proxy takes IAM tokens over TLS only, is in isolated subnets, and leaves connections to operators', () => {
    template.hasResourceProperties('AWS::RDS::DBProxy', {
      DefaultAuthScheme: 'IAM_AUTH',
      RequireTLS: true,
      EngineFamily: 'POSTGRESQL',
    });
    const [{ Properties }] = Object.values(resources(template, 'AWS::RDS::DBProxy'));
    expect(Properties).not.toHaveProperty('Auth');
    expect((Properties.VpcSubnetIds as { Ref: string }[]).map(({ Ref }) => Ref)).toEqual([
      expect.stringContaining('DataSubnet1'),
      expect.stringContaining('DataSubnet2'),
    ]);
    const [target] = Object.values(resources(template, 'AWS::RDS::DBProxyTargetGroup'));
    expect(target.Properties).toMatchObject({
      DBInstanceIdentifiers: [{ Ref: expect.stringMatching(/^DatabaseInstance/) }],
      ConnectionPoolConfigurationInfo: { MaxConnectionsPercent: 90 },
    });
  });
});

test('no client causes a warning, with or without free outbound traffic', () => {
  expect([build(), build({}, true)].flatMap(({ stack }) => warnings(stack))).toEqual([]);
});

test('clients without outbound rules get one to the proxy', () => {
  const { template } = build({}, true);
  const out = Object.values(resources(template, 'AWS::EC2::SecurityGroupEgress')).map(
    ({ Properties }) => Properties as Record<string, unknown>,
  );
  expect(out.map(({ FromPort }) => FromPort).sort()).toEqual([5432, 5433, 5433]);
});

describe('without a proxy', () => {
  const { template, environment, server } = build({ proxy: false });

  test('a server reaches the instance and may sign in to it by IAM', () => {
    template.resourceCountIs('AWS::RDS::DBProxy', 0);
    expect(reaches(template)).toEqual([
      { from: 'MigrationsGroup', to: 'DatabaseSecurityGroup', port: 5433 },
      { from: 'ServerGroup', to: 'DatabaseSecurityGroup', port: 5433 },
    ]);
    expect(statements(template, 'ServerRole')).toEqual([signIn(INSTANCE_ID)]);
    expect(environment(server)).toMatchObject({
      DATABASE_HOST: INSTANCE_HOST,
      DATABASE_PORT: '5433',
      DATABASE_SIGN_IN: 'iam',
    });
  });
});

test("clients of MySQL get the proxy's port", () => {
  const { template, environment, server, migrations } = build({ engine: DatabaseEngine.mysql() });
  expect(reaches(template).map(({ port }) => port)).toEqual([3306, 3307, 3307]);
  expect(environment(server)).toMatchObject({ DATABASE_ENGINE: 'mysql', DATABASE_PORT: '3306' });
  expect(environment(migrations)).toMatchObject({ DATABASE_PORT: '3307' });
});

describe('with Oracle', () => {
  const engine = DatabaseEngine.oracle({
    edition: OracleEdition.STANDARD_TWO,
    licenseModel: rds.LicenseModel.LICENSE_INCLUDED,
  });
  const { template, environment, server, database } = build({ engine });

  test('clients reach the TLS listener and no other', () => {
    expect(reaches(template)).toEqual([
      { from: 'MigrationsGroup', to: 'DatabaseSecurityGroup', port: 2484 },
      { from: 'ServerGroup', to: 'DatabaseSecurityGroup', port: 2484 },
    ]);
  });

  test("a server reads the owner's secret, because there is no other way to sign in", () => {
    expect(database.applicationUser).toBe('shopowner');
    expect(statements(template, 'ServerRole')).toEqual(OWNER_STATEMENTS);
    expect(environment(server)).toEqual({
      DATABASE_ENGINE: 'oracle',
      DATABASE_HOST: INSTANCE_HOST,
      DATABASE_PORT: '2484',
      DATABASE_NAME: 'SHOP',
      DATABASE_SECRET_ARN: SECRET,
    });
  });
});
