// Checks the staged files, or those named as arguments, in a few seconds: lint without types and import circles, the
// layout of scripts, and the width of lines. `npm test` checks everything, types included.
import { spawnSync } from 'child_process';
import { existsSync, readFileSync } from 'fs';
import { dirname, join } from 'path';
import { fileURLToPath } from 'url';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..');
const MAXIMUM_COLUMNS = 120;
const LINTED = /^(\.projenrc\.ts|(src|shop|test|examples|bench|docs|projenrc)\/(?!.*\.d\.ts$).*\.ts)$/;
const FORMATTED = /^(\.ci|shop|examples|test|bench)\/.*\.(mjs|cjs|js)$/;
const HANDWRITTEN = /(\.(ts|mjs|cjs|js|sh)|^bin\/[^.]+|^\.ci\/run|^\.githooks\/[^.]+)$/;
/** Rules that need the types of the whole program, which take a quarter of a minute to read, and import circles. */
const SLOW_RULES = ['import/no-cycle', '@typescript-eslint/no-floating-promises', '@typescript-eslint/return-await'];

const files = process.argv.length > 2 ? process.argv.slice(2) : staged();
const results = [
  run('eslint', ['--parser-options', 'project:null', ...SLOW_RULES.flatMap(off)], files.filter(matches(LINTED))),
  run('prettier', ['--log-level', 'warn', '--check'], files.filter(matches(FORMATTED))),
  width(files.filter(matches(HANDWRITTEN))),
];
if (results.includes(false)) {
  console.error('\nMost of the layout is repaired by: npx eslint --fix <file>, npx prettier --write <file>');
  process.exitCode = 1;
}

/** Paths of the staged files from the root of the project, without deleted ones. */
function staged() {
  const options = { cwd: ROOT, encoding: 'utf8' };
  const { stdout } = spawnSync('git', ['diff', '--cached', '--name-only', '--diff-filter=ACMR', '-z'], options);
  return stdout.split('\0').filter((file) => file !== '' && existsSync(join(ROOT, file)));
}

function matches(pattern) {
  return (file) => pattern.test(file);
}

function off(rule) {
  return ['--rule', `${rule}: off`];
}

/** Runs a tool of the project on some files; true when it finds nothing, or has nothing to read. */
function run(tool, options, named) {
  if (named.length === 0) return true;
  const { bin } = JSON.parse(readFileSync(join(ROOT, 'node_modules', tool, 'package.json'), 'utf8'));
  const program = join(ROOT, 'node_modules', tool, typeof bin === 'string' ? bin : bin[tool]);
  const { status } = spawnSync(process.execPath, ['--no-warnings', program, ...options, ...named], {
    cwd: ROOT,
    stdio: 'inherit',
    env: { ...process.env, ESLINT_USE_FLAT_CONFIG: 'false' },
  });
  return status === 0;
}

/** Reports lines that are too wide, except for lines with an address, which cannot be broken. */
function width(named) {
  const wide = named.flatMap((file) =>
    readFileSync(join(ROOT, file), 'utf8')
      .split('\n')
      .flatMap((line, index) =>
        line.length > MAXIMUM_COLUMNS && !/https?:\/\//.test(line) ? [`${file}:${index + 1}`] : [],
      ),
  );
  for (const place of wide) console.error(`${place}: wider than ${MAXIMUM_COLUMNS} columns`);
  return wide.length === 0;
}
