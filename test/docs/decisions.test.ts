import { existsSync, readdirSync, readFileSync } from 'fs';
import { dirname, join } from 'path';
import { documentsIn } from '../layout/sources';

const ROOT = join(__dirname, '..', '..');
const FOLDER = join(ROOT, 'docs', 'decisions');
const SECTIONS = ['Context', 'Decision', 'Alternatives considered', 'Consequences'];
const LINK = /\[(\d{4})\]\((\d{4}-[^)]+\.md)\)/;

interface Decision {
  readonly file: string;
  readonly number: string;
  readonly text: string;
  readonly title: string;
  readonly status: string;
  readonly date: string;
}

const decisions: Decision[] = readdirSync(FOLDER)
  .filter((file) => file !== 'README.md')
  .sort()
  .map((file) => {
    const text = readFileSync(join(FOLDER, file), 'utf8');
    const [, title = ''] = /^# \d{4}: (.+)\n/.exec(text) ?? [];
    const [, status = ''] = /^- Status: (.+)$/m.exec(text) ?? [];
    const [, date = ''] = /^- Date: (.+)$/m.exec(text) ?? [];
    return { file, number: file.slice(0, 4), text, title, status, date };
  });
const files = new Set(decisions.map(({ file }) => file));

test('decisions are numbered without a gap, from 0001', () => {
  expect(decisions.map(({ number }) => number)).toEqual(
    decisions.map((_, index) => String(index + 1).padStart(4, '0')),
  );
});

test('the index lists every decision with its title, status and date, in order', () => {
  const rows = decisions.map(
    ({ number, file, title, status, date }) => `| [${number}](${file}) | ${title} | ${status} | ${date} |`,
  );
  const index = readFileSync(join(FOLDER, 'README.md'), 'utf8').split('\n');
  expect(index.filter((line) => line.startsWith('| ['))).toEqual(rows);
});

describe.each(decisions)('$file', ({ file, number, text, title, status, date }) => {
  test('has a title with its number that is a sentence, and a file name of words', () => {
    expect(text.startsWith(`# ${number}: ${title}\n`)).toBe(true);
    expect(title.split(' ').length).toBeGreaterThan(2);
    expect(file).toMatch(/^\d{4}(-[a-z0-9]+){3,}\.md$/);
  });

  test('is accepted, or names a later decision that supersedes it', () => {
    const link = LINK.exec(status);
    const form = /^(accepted|superseded by L|accepted, in part superseded by L \([a-z ]+\))$/;
    expect(status.replace(LINK, 'L')).toMatch(form);
    if (!link) return;
    expect(link[2].startsWith(link[1])).toBe(true);
    expect(files).toContain(link[2]);
    expect(Number(link[1])).toBeGreaterThan(Number(number));
  });

  test('has a date that exists', () => {
    expect(new Date(`${date}T00:00:00Z`).toISOString().slice(0, 10)).toBe(date);
  });

  test('has every section once, in order, none of them empty', () => {
    expect([...text.matchAll(/^## (.+)$/gm)].map(([, heading]) => heading)).toEqual(SECTIONS);
    const bodies = text.split(/^## .+$/m).slice(1);
    expect(bodies.filter((body) => body.trim().length < 20)).toEqual([]);
  });

  test('names only files that exist while it is accepted', () => {
    const paths = [...text.matchAll(/`((?:src|shop|test|examples|bench)\/[\w./-]+)`/g)].map(([, path]) => path);
    expect(status.startsWith('accepted') ? paths.filter((path) => !existsSync(join(ROOT, path))) : []).toEqual([]);
  });
});

test('every link of a document to a decision leads to a file', () => {
  const links = documentsIn(ROOT).flatMap(({ path, text }) =>
    [...text.matchAll(/\]\(([^)#\s]*\d{4}-[^)#\s]+\.md)/g)].map(([, target]) => ({ path, target })),
  );
  expect(links.length).toBeGreaterThan(30);
  expect(links.filter(({ path, target }) => !existsSync(join(ROOT, dirname(path), target)))).toEqual([]);
});
