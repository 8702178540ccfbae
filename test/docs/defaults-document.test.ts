import { readFileSync } from 'fs';
import { join } from 'path';
import { ROOT } from './defaults/default-tags';
import { DOCUMENT, withDefaults } from './defaults/defaults-document';
import { figuresIn } from './defaults/figures';
import { STATEMENTS } from './defaults/statements';

const OWN_PAGES = ['README.md', 'CONTRIBUTING.md', 'docs/architecture.md'];

/** Durations that AWS or the reader decides. */
const NOT_OURS = [
  /See it in two minutes/,
  /A failover takes a minute or two/,
  /can take up to\s+40 minutes/,
  /refuses database backups for less than a week/,
];

test('docs/architecture.md has the tables of defaults that the code makes; the line before them writes it', () => {
  const document = readFileSync(DOCUMENT, 'utf8');
  expect(document).toBe(withDefaults(document));
});

test.each(OWN_PAGES)('%s states no duration and no size that no test compares with the code', (file) => {
  const compared = [...NOT_OURS, ...STATEMENTS.filter((statement) => statement.file === file).map(({ says }) => says)];
  const text = compared.reduce((rest, says) => rest.replace(new RegExp(says, 'g'), ''), prose(file));
  expect(figuresIn(text).filter((figure) => /\d (s|MiB)$/.test(figure))).toEqual([]);
});

/** The text without what other tests compare, measurements with their date, and code. */
function prose(file: string): string {
  return readFileSync(join(ROOT, file), 'utf8')
    .replace(/<!-- defaults: made[\s\S]*?defaults: end -->/, '')
    .replace(/\| difference \|[\s\S]*?\n\n/, '')
    .replace(/\n## What a synth costs[\s\S]*?(?=\n## What is not verified)/, '')
    .replace(/```[\s\S]*?```/g, '');
}
