import { spawnSync } from 'child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join, relative } from 'path';

const ROOT = join(__dirname, '..', '..');

/** Runs the check of changed files as the git hook does. */
function check(...files: string[]): { readonly status: number | null; readonly stderr: string } {
  return spawnSync(process.execPath, ['.ci/check-changed.mjs', ...files], { cwd: ROOT, encoding: 'utf8' });
}

test('a source without a fault passes', () => {
  expect(check('test/layout/sources.ts', '.ci/check-changed.mjs')).toMatchObject({ status: 0, stderr: '' });
});

test('a line that is too wide is refused with its place, but for a line with an address', () => {
  const folder = mkdtempSync(join(tmpdir(), 'check-changed-'));
  const file = relative(ROOT, join(folder, 'wide.sh'));
  writeFileSync(
    join(ROOT, file),
    `# ${'x'.repeat(118)}\n# ${'x'.repeat(119)}\n# https://example.com/${'x'.repeat(119)}\n`,
  );
  const { status, stderr } = check(file);
  rmSync(folder, { recursive: true });
  expect(status).toBe(1);
  expect(stderr.match(/wide\.sh:\d+/g)).toEqual(['wide.sh:2']);
});
