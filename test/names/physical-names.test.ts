import { App, Stack } from 'aws-cdk-lib';
import flags from 'aws-cdk-lib/recommended-feature-flags.json';
import { OTHER, PHYSICAL } from './allowed-names';
import { evaluate, givenNames } from './physical-names';
import type { Place } from './physical-names';
import { EcommerceArchitecture } from '../../src';
import { exampleNames, loadExample, stacksOf } from '../support/example';
import type { ExampleStack } from '../support/example';

const FLAG_SETS: [string, Record<string, unknown>][] = [
  ['off', {}],
  ['on', flags],
];
const QUIET = { '@aws-cdk/core:failSynthOnValidationErrors': false, 'aws:cdk:disable-asset-staging': true };

describe.each(FLAG_SETS)('flags %s', (_, set) => {
  test.each(exampleNames())('%s: physical names exist only where they must', (example) => {
    const places = loadExample(example, set)
      .stacks.flatMap(({ template }) => givenNames(template))
      .map(({ place }) => place);
    expect([...new Set(places)].filter((place) => !PHYSICAL.includes(place) && !OTHER.includes(place))).toEqual([]);
  });

  test.each(exampleNames())('%s: nothing is exported under a name', (example) => {
    for (const { template } of loadExample(example, set).stacks) {
      expect(JSON.stringify(template.Outputs ?? {})).not.toContain('"Export"');
    }
  });
});

test('every place on the lists is used by an example', () => {
  const templates = exampleNames().flatMap((example) => loadExample(example).stacks.map(({ template }) => template));
  const used = new Set(templates.flatMap(givenNames).map(({ place }) => place));
  expect([...PHYSICAL, ...OTHER].filter((place) => !used.has(place))).toEqual([]);
});

/** As CloudFormation makes them: random. */
const UUIDS = [
  '0a1b2c3d-1111-4222-8333-0a1b2c3d4e5f',
  '4e5f6a7b-5555-4666-8777-9a8b7c6d5e4f',
  '1c2d3e4f-9999-4aaa-8bbb-1a2b3c4d5e6f',
  '5a6b7c8d-cccc-4ddd-8eee-6f5e4d3c2b1a',
  '7e8f9a0b-eeee-4fff-8000-2b3c4d5e6f7a',
];

/** Returns every physical name of stacks in one account, each deployed as a separate stack. */
function deployed(stacks: ExampleStack[]): string[] {
  return stacks.flatMap(({ name, region, template }, index) => {
    const place: Place = { region, stackName: name, uuid: UUIDS[index] };
    return (
      givenNames(template)
        .filter(({ place: where }) => PHYSICAL.includes(where))
        // Every group of users has its user of this name.
        .filter(({ value }) => value !== 'default')
        .map(({ place: where, value }) => `${where.split('.')[0]} ${evaluate(value, place)}`)
    );
  });
}

const stackNames = (stacks: ExampleStack[]) => new Set(stacks.map(({ name, region }) => `${region} ${name}`));

/** A user of the cache has one name under two properties. */
function mustDiffer(names: string[], perShop: number): void {
  expect(names.length).toBeGreaterThanOrEqual(perShop);
  const users = names.filter((name) => name.startsWith('AWS::ElastiCache::User '));
  const others = names.filter((name) => !users.includes(name));
  expect(others.filter((name, index) => others.indexOf(name) !== index)).toEqual([]);
  // Three properties for each shop: id and name of the application's user, which are the same, and id of the disabled
  // user.
  expect(new Set(users).size * 3).toBe(users.length * 2);
}

describe.each(FLAG_SETS)('flags %s: no collision', (_, set) => {
  const newApp = () => new App({ context: { ...QUIET, ...set } });
  const shop = (app: App, id: string, props: object = {}, shops = ['Shop']) => {
    const stack = new Stack(app, id, props);
    shops.forEach((name) => new EcommerceArchitecture(stack, name));
  };

  test('of two shops in one stack', () => {
    const app = newApp();
    shop(app, 'Two', { env: { region: 'eu-west-1' } }, ['Shop', 'Outlet']);
    const { stacks } = stacksOf(app);
    mustDiffer(deployed(stacks), 20);
  });

  test('of one app in several Regions of one account', () => {
    const app = newApp();
    for (const region of ['eu-west-1', 'eu-central-1', 'us-east-1']) {
      shop(app, `Shop-${region}`, { env: { account: '111111111111', region }, stackName: 'Shop' });
    }
    const { stacks } = stacksOf(app);
    // Two of them with a support stack in us-east-1.
    expect(stackNames(stacks).size).toBe(5);
    mustDiffer(deployed(stacks), 30);
  });

  test('of one template in two Regions', () => {
    const { main } = loadExample('minimal', set);
    mustDiffer(deployed(['eu-west-1', 'eu-central-1'].map((region) => ({ ...main, region }))), 20);
  });

  test('of one construct path under two stack names', () => {
    const stacks = ['Blue', 'Green'].flatMap((stackName) => {
      const app = newApp();
      shop(app, 'Shop', { env: { account: '111111111111', region: 'eu-west-1' }, stackName });
      return stacksOf(app).stacks;
    });
    expect(stackNames(stacks).size).toBe(4);
    mustDiffer(deployed(stacks), 20);
  });
});
