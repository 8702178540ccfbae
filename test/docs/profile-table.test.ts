import { readFileSync } from 'fs';
import { join } from 'path';
import { Duration } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { cacheSettings } from '../../src/cache/cache-options';
import { Profile, profileDefaults } from '../../src/core/profile';
import { databaseSettings } from '../../src/database/database-settings';
import { EcommerceArchitecture } from '../../src/ecommerce-architecture';
import { newStack } from '../support/app';

const DOCUMENT = readFileSync(join(__dirname, '..', '..', 'docs', 'architecture.md'), 'utf8');
const HEADER = '| difference | production | development |';

type Row = readonly [string, string, string];

/** The table's rows; what stands in backticks is compared, the words around it are for the reader. */
function rows(): Row[] {
  const lines = DOCUMENT.slice(DOCUMENT.indexOf(HEADER)).split('\n').slice(2);
  const end = lines.findIndex((line) => !line.startsWith('|'));
  return lines.slice(0, end).map(
    (line) =>
      line
        .split('|')
        .slice(1, 4)
        .map((cell) => cell.trim()) as unknown as Row,
  );
}

const quoted = (cell: string) => /^`([^`]+)`/.exec(cell)?.[1];
const show = (value: unknown) => (value instanceof Duration ? value.toHumanString() : String(value));

/** What differs by profile and is not part of `profileDefaults`, as the rooms themselves decide it. */
const ELSEWHERE: Record<string, (profile: Profile) => string> = {
  'database class': (profile) => databaseSettings({}, profile).instanceType.toString(),
  'database storage': (profile) => `${databaseSettings({}, profile).allocatedGibibytes} GiB`,
  'cache class': (profile) => cacheSettings({}, profile).nodeType.toString(),
  'CloudFront locations': (profile) => {
    const [distribution] = Object.values(synthesized(profile).findResources('AWS::CloudFront::Distribution'));
    return distribution.Properties.DistributionConfig.PriceClass ?? 'PriceClass_All';
  },
  'automated backups of a deleted database': (profile) => {
    const [instance] = Object.values(synthesized(profile).findResources('AWS::RDS::DBInstance'));
    return instance.Properties.DeleteAutomatedBackups ? 'deleted' : 'kept';
  },
};

const templates = new Map<Profile, Template>();

function synthesized(profile: Profile): Template {
  const known = templates.get(profile);
  if (known) return known;
  const stack = newStack({ env: { account: '111111111111', region: 'us-east-1' } });
  new EcommerceArchitecture(stack, 'Shop', { profile });
  const template = Template.fromStack(stack);
  templates.set(profile, template);
  return template;
}

test('there is one table of the differences between the profiles', () => {
  expect(DOCUMENT.split(HEADER)).toHaveLength(2);
});

test("the table names every field of the profiles' defaults with both values, and no other field", () => {
  const table = Object.fromEntries(
    rows().flatMap(([field, production, development]) => {
      const name = quoted(field);
      return name === undefined ? [] : [[name, [quoted(production), quoted(development)]]];
    }),
  );
  const [production, development] = [profileDefaults(Profile.PRODUCTION), profileDefaults(Profile.DEVELOPMENT)];
  const code = Object.fromEntries(
    Object.entries(production).map(([field, value]) => [
      field,
      [show(value), show(development[field as keyof typeof development])],
    ]),
  );
  expect(table).toEqual(code);
});

test('the further rows say what the rooms do', () => {
  const further = rows().filter(([field]) => quoted(field) === undefined);
  expect(further.map(([field]) => field).sort()).toEqual(Object.keys(ELSEWHERE).sort());
  for (const [field, production, development] of further) {
    const of = ELSEWHERE[field];
    expect([field, quoted(production), quoted(development)]).toEqual([
      field,
      of(Profile.PRODUCTION),
      of(Profile.DEVELOPMENT),
    ]);
  }
});
