import { CLEAN, SAMPLE } from './sample';
import { compare } from '../../../src/well-architected/report/baseline';
import type { Evidence, Report } from '../../../src/well-architected/report/model';

const OPEN = [
  'Größe «Café»/Back "office" & <Co>/Db\\Main SEC02-BP03-NoPlaintextSecrets[DB\'s "PASSWORD"]',
  'Shop/Ecommerce/Database/Resource COST08-BP02-NatCountFitsProfile',
  'Shop/Ecommerce/Database/Resource OPS04-BP01-BusinessKpiAlarm',
  'Shop/Ecommerce/Database/Resource PERF02-BP01-CurrentGenerationInstances',
  'Shop/Ecommerce/Database/Resource REL10-BP01-MultiAzEveryTier',
];

function named(changes: readonly { readonly id: string; readonly path: string }[]): string[] {
  return changes.map(({ id, path }) => `${path} ${id}`).filter((name) => !name.includes('VeryLong'));
}

/** Returns the sample with the findings of one id changed or removed. */
function withFinding(id: string, change?: Partial<Evidence>): Report {
  const text = JSON.stringify(SAMPLE, (_, value: unknown) => {
    if (!Array.isArray(value)) return value;
    const isIt = (one: Partial<Evidence>) => one.id === id && one.state !== undefined && one.status !== 'compliant';
    return (value as Partial<Evidence>[]).flatMap((one) =>
      !isIt(one) ? [one] : change === undefined ? [] : [{ ...one, ...change }],
    );
  });
  return JSON.parse(text) as Report;
}

describe('a report compared with a baseline', () => {
  test('an equal report has no change', () => {
    const { added, fixed, unchanged } = compare(SAMPLE, JSON.parse(JSON.stringify(SAMPLE)) as Report);
    expect({ added, fixed }).toEqual({ added: [], fixed: [] });
    expect(named(unchanged)).toEqual(OPEN);
  });

  test('against an empty report all findings are new, or fixed', () => {
    expect(named(compare(CLEAN, SAMPLE).added)).toEqual(OPEN);
    expect(compare(CLEAN, SAMPLE).fixed).toEqual([]);
    expect(named(compare(SAMPLE, CLEAN).fixed)).toEqual(OPEN);
    expect(compare(SAMPLE, CLEAN)).toMatchObject({ added: [], unchanged: [] });
  });

  test.each<[string, Partial<Evidence> | undefined, Evidence['status'] | undefined]>([
    ['is gone', undefined, undefined],
    ['is compliant', { status: 'compliant' }, 'compliant'],
    ['was acknowledged', { status: 'acknowledged' }, 'acknowledged'],
  ])('a finding that %s is fixed', (_, change, other) => {
    const { fixed, added, unchanged } = compare(SAMPLE, withFinding('COST08-BP02-NatCountFitsProfile', change));
    expect(fixed).toEqual([
      {
        id: 'COST08-BP02-NatCountFitsProfile',
        path: 'Shop/Ecommerce/Database/Resource',
        level: 'warning',
        status: 'failing',
        other,
      },
    ]);
    expect(added).toEqual([]);
    expect(unchanged).toHaveLength(OPEN.length);
  });

  test('a finding that was undetermined and fails now is new', () => {
    const failing = withFinding('OPS04-BP01-BusinessKpiAlarm', { status: 'failing' });
    expect(compare(SAMPLE, failing).added).toMatchObject([
      { id: 'OPS04-BP01-BusinessKpiAlarm', status: 'failing', other: 'undetermined' },
    ]);
    expect(compare(failing, SAMPLE).added).toEqual([]);
  });

  test('a finding whose acknowledgement has expired is new', () => {
    expect(
      compare(SAMPLE, withFinding('SEC09-BP02-EncryptedInTransit[Listener]', { status: 'failing' })).added,
    ).toMatchObject([{ id: 'SEC09-BP02-EncryptedInTransit[Listener]', other: 'acknowledged' }]);
  });

  test('another value of a finding is no change', () => {
    expect(
      compare(SAMPLE, withFinding('COST08-BP02-NatCountFitsProfile', { actual: '4', location: 'x.ts:1' })).added,
    ).toEqual([]);
  });

  test.each(['1.0', '1.7'])('a baseline of schema %s can be read', (schema) => {
    expect(compare({ ...SAMPLE, schema } as Report, SAMPLE).unchanged).not.toEqual([]);
  });

  test.each(['0.9', '2.0', '10.0'])('a baseline of schema %s is an error with a fix', (schema) => {
    expect(() => compare({ ...SAMPLE, schema } as unknown as Report, SAMPLE)).toThrow(
      `the baseline has version ${schema} of the report's schema, expected 1.x: write it again`,
    );
  });

  test('a file that is no report is an error', () => {
    expect(() => compare({} as Report, SAMPLE)).toThrow('the baseline is no Well-Architected report');
    expect(() => compare(SAMPLE, undefined as unknown as Report)).toThrow('the report is no Well-Architected report');
  });
});
