import { markdown } from '../../../../src/well-architected/report/formats/markdown';
import type { Evidence, PracticeReport, Report } from '../../../../src/well-architected/report/model';
import { CLEAN, SAMPLE } from '../sample';

const TEXT = markdown(SAMPLE);

/** Returns the cells of every table. An unescaped pipe in a text would add a cell. */
function tables(text: string): string[][] {
  return text
    .split('\n\n')
    .filter((part) => part.startsWith('| '))
    .map((part) => part.split('\n'));
}

function cells(row: string): number {
  return row.replace(/\\\|/g, '').split('|').length;
}

describe('the report as Markdown', () => {
  test('coverage comes first, then what needs attention', () => {
    const places = [
      'best practices can be assessed at least in part from a template',
      'High risks',
      '## Needs attention',
      'Operational Excellence',
      '## Trade-offs taken',
      '## Acknowledged, with the reason',
      '## Acknowledgements without effect',
      'Method and limits',
    ].map((part) => TEXT.indexOf(part));
    expect(places).toEqual([...places].sort((one, other) => one - other));
    expect(places).not.toContain(-1);
    expect(TEXT).toContain(
      '**11 of 14 best practices can be assessed at least in part from a template**: ' +
        '2 compliant, 1 acknowledged, 5 failing, 1 undetermined, 2 not applicable.',
    );
  });

  test('what needs attention is sorted by status, then by risk', () => {
    const rows = (tables(TEXT)[1] ?? [])
      .slice(2)
      .map((row) => row.split(' | ').slice(0, 2).join(' ').replace('| ', ''));
    expect(rows).toEqual([
      '✕ Failing fatal High',
      '✕ Failing error High',
      '✕ Failing error High',
      '✕ Failing info High',
      '✕ Failing warning Medium',
      '? Undetermined warning High',
      '! Acknowledged error High',
    ]);
  });

  test('every row of a table has as many cells as its head', () => {
    const all = tables(TEXT);
    expect(all.length).toBeGreaterThan(8);
    for (const [head = '', ...rows] of all) {
      for (const row of rows) expect({ row, cells: cells(row) }).toEqual({ row, cells: cells(head) });
    }
  });

  test('texts are escaped for Markdown and HTML', () => {
    expect(TEXT).not.toContain('<script');
    expect(TEXT).toContain('&lt;script&gt;alert("reason")&lt;/script&gt; Agreed with Zoë &amp; Łukasz');
    expect(TEXT).toContain('\\`literal\\`');
    expect(TEXT).toContain('Db\\\\Main');
  });

  test('an acknowledged finding shows its reason and its end', () => {
    expect(TEXT).toMatch(/! Acknowledged error \| High \| .*accepted: No domain yet \\\|/);
    expect(TEXT).toMatch(/\| 2027-03-31 \| 1 \|/);
  });

  test('best practices link to their page', () => {
    expect(TEXT).toContain(
      '[REL10-BP01](https://docs.aws.amazon.com/wellarchitected/latest/framework/rel_fault_isolation_multiaz_region_system.html)',
    );
  });

  test('empty sections are left out', () => {
    const text = markdown(CLEAN);
    expect(text).toContain('Nothing: no finding is failing, undetermined or acknowledged.');
    for (const part of ['Trade-offs', '## Acknowledged', 'without effect']) expect(text).not.toContain(part);
  });

  test('a pillar without rules states that', () => {
    const pillars = SAMPLE.pillars.map((pillar) => ({ ...pillar, questions: [] }));
    expect(markdown({ ...SAMPLE, pillars })).toContain('No rule covers this pillar.');
  });

  test('a large report fits into a comment on a pull request', () => {
    const long = 'x'.repeat(1_000);
    const grown: Report = {
      ...SAMPLE,
      pillars: SAMPLE.pillars.map((pillar) => ({
        ...pillar,
        questions: pillar.questions.map((question) => ({
          ...question,
          bestPractices: question.bestPractices.flatMap((practice) => Array.from({ length: 8 }, () => grow(practice))),
        })),
      })),
      acknowledgements: Array.from({ length: 100 }, () => ({ id: long, at: long, covers: [long], reason: long })),
      problems: SAMPLE.problems.map((problem) => ({ ...problem, message: long })),
    };
    const text = markdown(grown);
    expect(text).toContain('and 70 more in `report.html`.');
    expect(text.length).toBeLessThan(65_536);

    function grow(practice: PracticeReport): PracticeReport {
      const many = (one: Evidence) =>
        Array.from({ length: 10 }, (_, index): Evidence => ({
          ...one,
          id: `${one.id}[${index}]`,
          path: long,
          actual: long,
        }));
      return {
        ...practice,
        rules: practice.rules.map((rule) => ({ ...rule, requirement: long, evidence: rule.evidence.flatMap(many) })),
      };
    }
  });

  test('the same report gives the same bytes', () => {
    expect(markdown(JSON.parse(JSON.stringify(SAMPLE)) as Report)).toBe(TEXT);
  });
});
