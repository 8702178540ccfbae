import { junit } from '../../../../src/well-architected/report/formats/junit';
import type { Report } from '../../../../src/well-architected/report/model';
import { CLEAN, SAMPLE } from '../sample';

const TEXT = junit(SAMPLE);

/** A minimal XML check: elements nest, attributes are quoted, and other markup does not occur. */
function elements(text: string): string[] {
  const open: string[] = [];
  const seen: string[] = [];
  const rest = text
    .replace(/^<\?xml [^?]*\?>\n/, '')
    .replace(
      /<(\/?)([a-z-]+)((?: [a-z]+="[^"<>]*")*)(\/?)>/g,
      (_, closing: string, name: string, __, empty: string) => {
        if (closing === '') seen.push(name);
        if (closing !== '') expect(open.pop()).toBe(name);
        else if (empty === '') open.push(name);
        return '';
      },
    );
  expect(open).toEqual([]);
  expect(rest).not.toMatch(/[<>]|&(?!(?:amp|lt|gt|quot|#\d+);)/);
  return seen;
}

function suites(text: string): string[] {
  return text.split('<testsuite ').slice(1);
}

describe('the report as JUnit', () => {
  test('it is well-formed: a suite for each workload, a test for each rule', () => {
    const names = elements(TEXT);
    expect(names.filter((name) => name === 'testsuite')).toHaveLength(2);
    expect(names.filter((name) => name === 'testcase')).toHaveLength(2 * 10);
    elements(junit(CLEAN));
  });

  test('errors fail, warnings pass with output, other results are skipped', () => {
    const [shop = '', office = ''] = suites(TEXT);
    expect(shop).toContain('name="Shop/Ecommerce" tests="10" failures="1" errors="0" skipped="5"');
    expect(office).toContain(
      'name="Größe «Café»/Back &quot;office&quot; &amp; &lt;Co&gt;" tests="10" failures="1" errors="0" skipped="8"',
    );
    expect(shop).toMatch(
      new RegExp(
        'REL10-BP01-MultiAzEveryTier: [^>]*><failure message="2 findings: [^"]*" type="error">' +
          'error REL10-BP01-MultiAzEveryTier Shop/Ecommerce/Database/Resource \\(lib/shop.ts:17\\) ' +
          'Properties.MultiAZ: found false, expected true',
      ),
    );
    expect(shop).toMatch(/COST08-BP02-NatCountFitsProfile: [^>]*><system-out>warning/);
    expect(shop).toMatch(/OPS04-BP01-BusinessKpiAlarm: [^>]*><skipped message="undetermined before the deployment"/);
    expect(shop).toMatch(/SEC09-BP02-EncryptedInTransit: [^>]*><skipped message="acknowledged: No domain yet/);
    expect(shop).toMatch(/SUS02-BP02-SlaMatchesProfile: [^>]*><skipped message="not applicable"/);
    expect(office).toMatch(/SEC02-BP03-NoPlaintextSecrets: [^>]*><failure message="1 finding: [^"]*" type="fatal">/);
  });

  test('without findings everything passes or does not apply', () => {
    expect(junit(CLEAN)).not.toContain('<failure');
  });

  test('characters that XML does not allow are replaced', () => {
    const text = junit(
      JSON.parse(
        JSON.stringify(SAMPLE).replaceAll('found ', '').replaceAll('db.m4.large', '\\u0000\\u001b[31m'),
      ) as Report,
    );
    elements(text);
    // eslint-disable-next-line no-control-regex
    expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f]/);
  });

  test('the app itself may be the workload', () => {
    const [workload] = SAMPLE.workloads;
    if (!workload) throw new Error('the sample has workloads');
    expect(junit({ ...SAMPLE, workloads: [{ ...workload, path: '' }] })).toContain('<testsuite name="the app"');
  });

  test('the same report gives the same bytes', () => {
    expect(junit(JSON.parse(JSON.stringify(SAMPLE)) as Report)).toBe(TEXT);
  });
});
