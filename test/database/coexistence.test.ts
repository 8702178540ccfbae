import { Template } from 'aws-cdk-lib/assertions';
import { Construct } from 'constructs';
import { newSharedRooms, createSharedRooms, TestClient } from './room-stack';
import { Profile } from '../../src/core/profile';
import { Database } from '../../src/database/database';
import { resolveDatabase } from '../../src/database/database-settings';
import { FLAG_SETS, newStack, resources } from '../support/app';
import type { TestApp } from '../support/app';

const NAMES: Record<string, string> = {
  'AWS::RDS::DBInstance': 'DBInstanceIdentifier',
  'AWS::RDS::DBProxy': 'DBProxyName',
  'AWS::Logs::LogGroup': 'LogGroupName',
};

/** Every physical name of the databases in a template. */
function names(template: Template): string[] {
  return Object.entries(NAMES)
    .flatMap(([type, property]) =>
      Object.values(resources(template, type)).map(({ Properties }) => Properties[property]),
    )
    .filter((name) => name !== undefined)
    .map((name) => JSON.stringify(name));
}

function build(app: TestApp = {}) {
  const base = newSharedRooms(Profile.PRODUCTION, app);
  const database = Database._create(base.stack, 'Database', { ...resolveDatabase({}, base.profile), ...base });
  database.connect(new TestClient(base.stack, 'Server', base.network.vpc));
  return Template.fromStack(base.stack);
}

test('two databases in one stack share no name', () => {
  const stack = newStack();
  for (const id of ['One', 'Two']) {
    const scope = new Construct(stack, id);
    Database._create(scope, 'Database', { ...resolveDatabase({}, Profile.PRODUCTION), ...createSharedRooms(scope) });
  }
  const found = names(Template.fromStack(stack));
  expect(found).toHaveLength(10);
  expect(new Set(found).size).toBe(10);
});

test("the consumer's feature flags change no name, no logical id and no property of the instance", () => {
  const [off, on] = FLAG_SETS.map(([, flags]) => build({ flags }));
  expect(names(on)).toEqual(names(off));
  for (const type of [
    'AWS::RDS::DBInstance',
    'AWS::RDS::DBProxy',
    'AWS::RDS::DBProxyTargetGroup',
    'AWS::RDS::DBParameterGroup',
    'AWS::RDS::DBSubnetGroup',
  ]) {
    expect(resources(on, type)).toEqual(resources(off, type));
  }
});

test('names contain the id of the stack, so one path under two stack names or in two Regions does not collide', () => {
  for (const name of names(build())) expect(name).toContain('"Ref":"AWS::StackId"');
});

test('names are valid in RDS', () => {
  const uuid = 'aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee';
  const template = build();
  const text = (value: { 'Fn::Join': [string, unknown[]] }) =>
    value['Fn::Join'][1]
      .map((part) =>
        typeof part === 'string'
          ? part
          : JSON.stringify(part).includes('"Fn::Select":[0')
            ? uuid.slice(0, 8)
            : uuid.slice(-12),
      )
      .join('');
  const [instance] = Object.values(resources(template, 'AWS::RDS::DBInstance'));
  const [proxy] = Object.values(resources(template, 'AWS::RDS::DBProxy'));
  for (const [name, longest] of [
    [text(instance.Properties.DBInstanceIdentifier), 63],
    [text(proxy.Properties.DBProxyName), 60],
  ] as const) {
    expect(name).toMatch(/^[a-z](-?[a-z0-9])*$/);
    expect(name.length).toBeLessThanOrEqual(longest);
  }
});

test('a concrete Region changes nothing but the Region', () => {
  const concrete = build({ env: { account: '111111111111', region: 'eu-west-1' } });
  expect(Object.keys(concrete.toJSON().Resources).filter((id) => id.startsWith('Database'))).toEqual(
    Object.keys(build().toJSON().Resources).filter((id) => id.startsWith('Database')),
  );
});
