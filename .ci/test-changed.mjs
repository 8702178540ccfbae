// Runs the tests of what has changed since the main branch, or since the commit that is named:
//   npm run test:changed [-- <commit>] [-- --list]
// On the main branch, that is what is not committed. `npm test` runs everything.
import { execFileSync, spawnSync } from 'child_process';
import { existsSync } from 'fs';
import { dirname, join } from 'path';
import { fileURLToPath } from 'url';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..');

/** Tests that read a file without importing it, so that jest does not know that they depend on it. */
const READERS = [
  // The examples are loaded by name; tests of what they synthesize use this helper.
  { reads: /^(src|examples)\//, tests: ['test/support/example.ts'] },
  // The bundles are made of it; tests that run them use this helper.
  { reads: /^(shop|src\/contract)\//, tests: ['test/shop/support/web-process.ts'] },
  // Documents are compared with the code, and the code with the documents.
  { reads: /^(docs|src|shop|test|examples)\/|\.md$/, tests: testsIn('test/docs') },
  { reads: /./, tests: testsIn('test/layout') },
];
/** What every test depends on. */
const EVERYTHING = /^(package(-lock)?\.json|tsconfig.*\.json|test\/(setup|global-.*)\.ts)$/;

const options = process.argv.slice(2);
const base = options.find((option) => !option.startsWith('-')) ?? mainBranch();
const changed = changedSince(base);
const everything = changed.some((path) => EVERYTHING.test(path));
const named = [
  ...changed.filter((path) => path.endsWith('.ts') && existsSync(join(ROOT, path))),
  ...READERS.flatMap(({ reads, tests }) => (changed.some((path) => reads.test(path)) ? tests : [])),
];
console.log(`${changed.length} changed files since ${base}${everything ? ', one of which every test depends on' : ''}`);
if (changed.length > 0) {
  const list = options.includes('--list') ? ['--listTests'] : [];
  const related = everything ? [] : ['--findRelatedTests', ...new Set(named)];
  const jest = join(ROOT, 'node_modules', 'jest', 'bin', 'jest.js');
  const { status } = spawnSync(process.execPath, [jest, '--coverage=false', ...list, ...related], {
    cwd: ROOT,
    stdio: 'inherit',
  });
  process.exitCode = status ?? 1;
}

/** The commit at which this branch left the main branch. */
function mainBranch() {
  for (const name of ['origin/main', 'main']) {
    const { status, stdout } = spawnSync('git', ['merge-base', name, 'HEAD'], { cwd: ROOT, encoding: 'utf8' });
    if (status === 0) return stdout.trim();
  }
  return 'HEAD';
}

function changedSince(commit) {
  const git = (...words) => execFileSync('git', words, { cwd: ROOT, encoding: 'utf8' }).split('\0');
  const paths = [
    ...git('diff', '--name-only', '-z', commit),
    ...git('ls-files', '--others', '--exclude-standard', '-z'),
  ];
  return [...new Set(paths)].filter((path) => path !== '').sort();
}

function testsIn(folder) {
  return execFileSync('git', ['ls-files', '-z', '--', `${folder}/*.test.ts`], { cwd: ROOT, encoding: 'utf8' })
    .split('\0')
    .filter((path) => path !== '');
}
