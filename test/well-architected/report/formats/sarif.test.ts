import schema from '@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json';
import Ajv2020 from 'ajv/dist/2020';
import addFormats from 'ajv-formats';
import { sarif } from '../../../../src/well-architected/report/formats/sarif';
import { locationsOf, physicalLocation } from '../../../../src/well-architected/report/formats/sarif-locations';
import type { Evidence, Report } from '../../../../src/well-architected/report/model';
import { attentionOf, practicesOf } from '../../../../src/well-architected/report/view';
import { CLEAN, SAMPLE } from '../sample';

interface Result {
  readonly ruleId: string;
  readonly ruleIndex: number;
  readonly kind: string;
  readonly level: string;
  readonly message: { readonly text: string };
  readonly locations: readonly { readonly physicalLocation: object; readonly logicalLocations: readonly object[] }[];
  readonly partialFingerprints: Readonly<Record<string, string>>;
  readonly suppressions: readonly { readonly kind: string; readonly justification: string }[];
  readonly properties: { readonly finding: string };
}

interface Descriptor {
  readonly id: string;
  readonly properties: Readonly<Record<string, unknown>>;
}

interface Run {
  readonly results: readonly Result[];
  readonly tool: { readonly driver: { readonly rules: readonly Descriptor[] } & Readonly<Record<string, unknown>> };
}

interface Log {
  readonly runs: readonly [Run];
}

/** The schema of OASIS is in draft 4, but uses nothing that has changed since. One of its patterns is no Unicode. */
const validate = (() => {
  const { $schema: _draft, id: _id, ...rules } = schema as Record<string, unknown>;
  return addFormats(new Ajv2020({ strict: false, allErrors: true, unicodeRegExp: false })).compile(rules);
})();

function parsed(report: Report): Log {
  return JSON.parse(sarif(report)) as Log;
}

const {
  runs: [
    {
      results,
      tool: { driver },
    },
  ],
} = parsed(SAMPLE);

describe('the report as SARIF', () => {
  test.each([
    ['sample', SAMPLE],
    ['clean', CLEAN],
  ])('the %s is valid', (_, report) => {
    validate(parsed(report));
    expect(validate.errors ?? []).toEqual([]);
  });

  test('an invalid log fails the validation', () => {
    const log = parsed(SAMPLE);
    expect(validate({ ...log, version: '2.0.0' })).toBe(false);
    expect(
      validate({ ...log, runs: [{ ...log.runs[0], results: results.map((one) => ({ ...one, kind: 'maybe' })) }] }),
    ).toBe(false);
    expect(validate({ ...log, runs: [{ ...log.runs[0], unknown: true }] })).toBe(false);
  });

  test('every finding that is not compliant is a result of its rule', () => {
    expect(results.map(({ properties: { finding } }) => finding).sort()).toEqual(
      attentionOf(SAMPLE)
        .map(({ evidence: { id } }) => id)
        .sort(),
    );
    for (const { ruleId, ruleIndex } of results) expect(driver.rules[ruleIndex]?.id).toBe(ruleId);
    expect(parsed(CLEAN).runs[0].results).toEqual([]);
  });

  test('every rule is listed once, with all its best practices', () => {
    const ids = driver.rules.map(({ id }) => id);
    expect([...ids].sort()).toEqual(
      [...new Set(practicesOf(SAMPLE).flatMap(({ rules }) => rules.map(({ id }) => id)))].sort(),
    );
    expect(ids).toHaveLength(new Set(ids).size);
    expect(driver.rules.find(({ id }) => id === 'REL10-BP01-MultiAzEveryTier')?.properties.tags).toEqual([
      'well-architected',
      'Reliability',
      'REL10-BP01',
      'REL06-BP01',
    ]);
  });

  test('only failing results have a level', () => {
    const levels = results.map(({ ruleId, kind, level }) => `${ruleId.replace(/-.*/, '')} ${kind} ${level}`);
    expect(new Set(levels)).toEqual(
      new Set([
        'OPS04 review none',
        'SEC02 fail error',
        'SEC09 fail error',
        'REL10 fail error',
        'PERF02 fail note',
        'COST08 fail warning',
      ]),
    );
  });

  test('security rules have a severity', () => {
    const severities = driver.rules
      .filter(({ properties }) => 'security-severity' in properties)
      .map(({ id, properties }) => [id, properties['security-severity']]);
    expect(Object.fromEntries(severities)).toEqual({
      'SEC02-BP03-NoPlaintextSecrets': '9.5',
      'SEC08-BP02-EncryptedAtRest': '8.0',
      'SEC09-BP02-EncryptedInTransit': '8.0',
    });
  });

  test('acknowledged findings are suppressed with their reason, and no others', () => {
    const suppressed = results.filter(({ suppressions }) => suppressions.length > 0);
    expect(suppressed.map(({ ruleId }) => ruleId)).toEqual(['SEC09-BP02-EncryptedInTransit']);
    expect(suppressed[0]?.suppressions[0]).toMatchObject({
      kind: 'inSource',
      justification: expect.stringContaining('No domain yet |'),
      location: { physicalLocation: { artifactLocation: { uri: 'lib/shop.ts' } } },
    });
  });

  test('fingerprints are unique, and do not change with values and source places', () => {
    const prints = (report: Report) =>
      parsed(report).runs[0].results.map(({ partialFingerprints }) => partialFingerprints['wellArchitectedFinding/v1']);
    expect(new Set(prints(SAMPLE)).size).toBe(results.length);
    const moved = JSON.parse(
      JSON.stringify(SAMPLE).replaceAll('lib/shop.ts:17', 'lib/moved.ts:99').replaceAll('db.m4.large', 'db.m3.large'),
    ) as Report;
    expect(prints(moved)).toEqual(prints(SAMPLE));
  });

  const some: Evidence = attentionOf(SAMPLE)[0]?.evidence as Evidence;

  test.each<[string, Partial<Evidence>, string, number]>([
    ['the source where it is known', { location: 'lib/my shop.ts:42' }, 'lib/my%20shop.ts', 42],
    [
      'the template where it is not',
      { location: undefined, template: 'Größe.template.json' },
      'cdk.out/Gr%C3%B6%C3%9Fe.template.json',
      1,
    ],
    [
      'the stack where there is no template',
      { location: undefined, template: undefined, stack: 'Prod/Shop' },
      'cdk.out/Prod/Shop.template.json',
      1,
    ],
    ['an absolute path', { location: '/srv/app/shop.ts:7' }, 'file:///srv/app/shop.ts', 7],
    ['a path of Windows', { location: 'C:\\app\\shop.ts:7' }, 'file:///C:/app/shop.ts', 7],
    ['a file without a line', { location: 'shop.py' }, 'shop.py', 1],
    ['a line that no file has', { location: 'shop.py:0' }, 'shop.py', 1],
  ])('a finding is shown at %s', (_, given, address, line) => {
    expect(locationsOf({ ...some, ...given })).toMatchObject({
      physicalLocation: { artifactLocation: { uri: address }, region: { startLine: line } },
    });
  });

  test('a place is a file and a line', () => {
    expect(physicalLocation('lib/shop.ts:42')).toEqual({
      artifactLocation: { uri: 'lib/shop.ts' },
      region: { startLine: 42 },
    });
  });

  test('the tool and its version', () => {
    expect(driver).toMatchObject({ name: 'cdk-ecommerce-architecture', semanticVersion: '1.2.3' });
    expect(parsed({ ...SAMPLE, generatedBy: '@scope/shop@2.0.0' }).runs[0].tool.driver).toMatchObject({
      name: '@scope/shop',
      semanticVersion: '2.0.0',
    });
  });

  test('the same report gives the same bytes', () => {
    expect(sarif(JSON.parse(JSON.stringify(SAMPLE)) as Report)).toBe(sarif(SAMPLE));
  });
});
