import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { run as runCommand } from '../../../src/cli/main';
import { markdown } from '../../../src/well-architected/report/formats/markdown';
import type { Report } from '../../../src/well-architected/report/model';
import { practicesOf } from '../../../src/well-architected/report/view';
import { CLEAN, SAMPLE } from '../../well-architected/report/sample';

/** Creates an assembly with a report. */
function assembly(content: unknown): string {
  const folder = mkdtempSync(join(tmpdir(), 'assembly-'));
  mkdirSync(join(folder, 'well-architected'));
  writeFileSync(
    join(folder, 'well-architected', 'report.json'),
    typeof content === 'string' ? content : JSON.stringify(content),
  );
  writeFileSync(join(folder, 'well-architected', 'report.html'), '');
  return folder;
}

function run(...args: string[]) {
  let [out, err] = ['', ''];
  const code = runCommand(['report', ...args], {
    out: (text) => {
      out += text;
    },
    err: (text) => {
      err += text;
    },
  });
  return { code, out, err };
}

const evidence = practicesOf(SAMPLE)
  .flatMap(({ rules }) => rules)
  .flatMap((rule) => rule.evidence);
const failing = (...levels: string[]) =>
  evidence.filter(({ status, level }) => status === 'failing' && levels.includes(level));
const open = (...levels: string[]) =>
  evidence.filter(({ status, level }) => (status === 'failing' || status === 'undetermined') && levels.includes(level));

test('the sample has a finding of every level', () => {
  for (const level of ['fatal', 'error', 'warning', 'info']) expect(failing(level).length).toBeGreaterThan(0);
});

test('prints the status of the pillars, the findings and the path of the report; an error fails', () => {
  const folder = assembly(SAMPLE);
  const { code, out, err } = run(folder);
  expect(code).toBe(1);
  expect(out).toMatch(/^\d+ of \d+ best practices of .* can be assessed, at least in part, from a template/);
  for (const { name } of SAMPLE.pillars) expect(out).toContain(name);
  expect(out).toContain(join('well-architected', 'report.html'));
  for (const { id } of failing('fatal', 'error')) expect(err).toContain(id);
  for (const { message } of SAMPLE.problems) expect(out).toContain(message);
});

test.each([
  ['fatal', ['fatal']],
  ['error', ['fatal', 'error']],
  ['warning', ['fatal', 'error', 'warning']],
  ['info', ['fatal', 'error', 'warning', 'info']],
])('--fail-on %s counts findings of the level or worse, undetermined ones included', (level, levels) => {
  const { code, err } = run(assembly(SAMPLE), '--fail-on', level);
  expect(code).toBe(1);
  expect(err).toContain(`\n${open(...levels).length} finding`);
});

test('--fail-on never, and a report without failing findings, exit with 0', () => {
  expect(run(assembly(SAMPLE), '--fail-on', 'never')).toMatchObject({ code: 0, err: '' });
  expect(run(assembly(CLEAN), '--fail-on', 'info')).toMatchObject({ code: 0, err: '' });
});

describe('--baseline', () => {
  const baseline = (content: Report) => join(assembly(content), 'well-architected', 'report.json');

  test('counts only findings that are new since the baseline', () => {
    expect(run(assembly(SAMPLE), '--fail-on', 'info', '--baseline', baseline(SAMPLE))).toMatchObject({
      code: 0,
      out: expect.stringMatching(/: 0 new, 0 fixed, \d+ as before/),
    });
    const { code, err } = run(assembly(SAMPLE), '--fail-on', 'error', '--baseline', baseline(CLEAN));
    expect(code).toBe(1);
    expect(err).toContain('new finding');
    expect(run(assembly(CLEAN), '--fail-on', 'info', '--baseline', baseline(SAMPLE)).code).toBe(0);
  });
});

test('--format writes one format of the report, to the terminal or a file', () => {
  expect(run(assembly(SAMPLE), '--format', 'markdown').out).toBe(markdown(SAMPLE));
  const file = join(mkdtempSync(join(tmpdir(), 'output-')), 'summary.md');
  expect(run(assembly(SAMPLE), '--format', 'markdown', '--output', file).out).toBe('');
  expect(readFileSync(file, 'utf8')).toBe(markdown(SAMPLE));
  expect(JSON.parse(run(assembly(SAMPLE), '--format', 'json').out)).toEqual(JSON.parse(JSON.stringify(SAMPLE)));
  for (const format of ['html', 'sarif', 'junit', 'lens', 'answers']) {
    expect(run(assembly(SAMPLE), '--format', format).out.length).toBeGreaterThan(100);
  }
});

test.each([
  ['no report', ['/nowhere'], /there is no .*report\.json: synthesize the app first/],
  [
    'a level that there is not',
    [assembly(SAMPLE), '--fail-on', 'critical'],
    /--fail-on must be fatal, error, warning, info or never, got critical/,
  ],
  [
    'a form that there is not',
    [assembly(SAMPLE), '--format', 'pdf'],
    /--format must be json, markdown, html, sarif, lens, answers, junit, got pdf/,
  ],
  ['an option that there is not', ['--failon', 'error'], /--failon/],
  ['two assemblies', ['one', 'two'], /give one assembly, got one and two/],
  ['no JSON', [assembly('<html>')], /is no JSON/],
  ['another schema', [assembly({ ...SAMPLE, schema: '9.0' })], /has schema 9\.0, and this version reads 1\.0/],
  ['something else', [assembly({})], /has schema undefined/],
  [
    'a baseline that is not there',
    [assembly(SAMPLE), '--baseline', '/nowhere/report.json'],
    /there is no \/nowhere\/report\.json: give the report\.json of an earlier synth/,
  ],
])('%s: prints the error, and exits with 2', (_, args, message) => {
  const { code, out, err } = run(...args);
  expect(code).toBe(2);
  expect(out).toBe('');
  expect(err).toMatch(message);
});

test('--help prints the options', () => {
  expect(run('--help')).toMatchObject({ code: 0, out: expect.stringContaining('--fail-on LEVEL') });
});
