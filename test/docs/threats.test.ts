import { existsSync, readFileSync } from 'fs';
import { join } from 'path';

const ROOT = join(__dirname, '..', '..');

const [, section = ''] = readFileSync(join(ROOT, 'docs/security.md'), 'utf8').split('\n## Threats to the shop\n');
const rows = section
  .split('\n## ')[0]
  .split('\n')
  .filter((line) => /^\| (?!Wants|-)/.test(line))
  .map((line) => line.split(/ (?<!\\)\| /));

interface Shown {
  readonly file: string;
  readonly title: string;
}

const shown = rows.flatMap((row): Shown[] =>
  [...row[2].matchAll(/`(test\/[^`]+\.ts)`: "([^"]+)"/g)].map(([, file, title]) => ({ file, title })),
);

test('every threat names its mitigation, a test of it, and the remaining risk', () => {
  expect(rows.length).toBeGreaterThan(40);
  for (const row of rows) {
    expect(row).toHaveLength(4);
    expect(row[1]).toMatch(/`(src|shop)\//);
    expect(row[2]).toMatch(/`test\/[^`]+\.ts`: "/);
  }
});

test('every file of a mitigation exists', () => {
  const files = rows.flatMap((row) => [...row[1].matchAll(/`((?:src|shop)\/[^`]+)`/g)].map(([, file]) => file));
  expect(files.filter((file) => !existsSync(join(ROOT, file)))).toEqual([]);
});

test('every test that is named exists', () => {
  const missing = shown.filter(({ file, title }) => {
    const path = join(ROOT, file);
    const source = existsSync(path) ? readFileSync(path, 'utf8') : '';
    // The formatter writes a title with an apostrophe in double quotes.
    return !source.includes(`'${title}'`) && !source.includes(`"${title}"`);
  });
  expect(missing).toEqual([]);
});
