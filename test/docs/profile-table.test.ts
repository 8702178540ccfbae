import { readFileSync } from 'fs';
import { join } from 'path';
import { Duration, Size } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Profile } from '../../src/core/profile';
import { profileDefaults } from '../../src/defaults';
import { EcommerceArchitecture } from '../../src/ecommerce-architecture';
import { newStack } from '../support/app';

const DOCUMENT = readFileSync(join(__dirname, '..', '..', 'docs', 'architecture.md'), 'utf8');
const HEADER = '| difference | production | development |';

type Row = readonly [string, string, string];

/** Rows of the table. Only the values in backticks are compared; the words around them are for the reader. */
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

function show(value: unknown): string {
  if (value instanceof Duration) return value.toHumanString();
  if (value instanceof Size) return `${value.toGibibytes()} GiB`;
  return String(value);
}

test('there is one table of the differences between the profiles', () => {
  expect(DOCUMENT.split(HEADER)).toHaveLength(2);
});

test("the table names every field of the rooms' defaults with both values, and no other field", () => {
  const table = rows().map(([field, ...values]) => [quoted(field), ...values.map(quoted)]);
  const [production, development] = [profileDefaults(Profile.PRODUCTION), profileDefaults(Profile.DEVELOPMENT)];
  const code = [...production].map(([field, value]) => [field, show(value), show(development.get(field))]);
  expect(table).toEqual(code);
  expect([...development.keys()]).toEqual([...production.keys()]);
});

describe.each(Object.values(Profile))('the template of the profile %s', (profile) => {
  const stack = newStack({ env: { account: '111111111111', region: 'us-east-1' } });
  new EcommerceArchitecture(stack, 'Shop', { profile });
  const template = Template.fromStack(stack);
  const defaults = profileDefaults(profile);
  const one = (type: string) => Object.values(template.findResources(type))[0].Properties;

  test('has the database of the table', () => {
    expect(one('AWS::RDS::DBInstance')).toMatchObject({
      AllocatedStorage: show(defaults.get('database.allocatedStorage')).replace(' GiB', ''),
      DBInstanceClass: `db.${show(defaults.get('database.instanceType'))}`,
      MultiAZ: defaults.get('database.multiAz'),
      DeletionProtection: defaults.get('database.deletionProtection'),
      DeleteAutomatedBackups: defaults.get('database.deleteAutomatedBackups'),
    });
  });

  test('has the cache of the table', () => {
    expect(one('AWS::ElastiCache::ReplicationGroup')).toMatchObject({
      CacheNodeType: `cache.${show(defaults.get('cache.nodeType'))}`,
      NumCacheClusters: defaults.get('cache.nodes'),
    });
  });

  test("has the table's locations of CloudFront", () => {
    const { PriceClass = 'PriceClass_All' } = one('AWS::CloudFront::Distribution').DistributionConfig;
    expect(PriceClass).toBe(defaults.get('edge.priceClass'));
  });
});
