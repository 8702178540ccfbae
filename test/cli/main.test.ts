import { spawnSync } from 'child_process';
import { readFileSync } from 'fs';
import { join } from 'path';
import { ExitCode } from '../../src/cli/exit-code';
import { run } from '../../src/cli/main';

const ROOT = join(__dirname, '..', '..');
const { name, version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as Record<string, string>;

function call(...args: string[]) {
  let [out, err] = ['', ''];
  const code = run(args, { out: (text) => void (out += text), err: (text) => void (err += text) });
  return { code, out, err };
}

test.each(['--help', '-h'])('%s names every command', (option) => {
  const { code, out, err } = call(option);
  expect([code, err]).toEqual([ExitCode.OK, '']);
  expect(out).toMatch(new RegExp(`^${name} ${version}\n\nUsage: ${name} <command> \\[options\\]\n`));
  for (const command of ['shop', 'report']) expect(out).toMatch(new RegExp(`^  ${command} `, 'm'));
});

test('--version prints the version of the package', () => {
  expect(call('--version')).toEqual({ code: ExitCode.OK, out: `${version}\n`, err: '' });
});

test.each([
  ['no command', [], /^Error: a command is missing; the commands are:\n\n {2}shop/],
  ['a command that there is not', ['sell'], /^Error: there is no command "sell"; the commands are:\n\n {2}shop/],
  ['a property of every object', ['toString'], /^Error: there is no command "toString"/],
])('%s is refused with the list of commands', (_, args, message) => {
  const { code, out, err } = call(...args);
  expect([code, out]).toEqual([ExitCode.REFUSED, '']);
  expect(err).toMatch(message);
});

test('a refused call prints one line, and has its exit code', () => {
  const { code, err } = call('report', '/nowhere');
  expect(code).toBe(ExitCode.REFUSED);
  expect(err).toMatch(/^Error: there is no .*report\.json: .*\n$/);
});

test('a synth loads no file of a command', () => {
  const script = `
    require('ts-node').register({ transpileOnly: true, project: 'tsconfig.dev.json' });
    require('./src');
    const loaded = Object.keys(require.cache).map((file) => require('path').relative('.', file));
    const commands = loaded.filter((file) => file.startsWith('src/cli/'));
    console.log(JSON.stringify([loaded.includes('src/index.ts'), commands]));`;
  const { stdout, stderr } = spawnSync(process.execPath, ['-e', script], { cwd: ROOT, encoding: 'utf8' });
  expect(stderr.replace(/\(node:\d+\).*|\(Use .*/g, '').trim()).toBe('');
  expect(JSON.parse(stdout)).toEqual([true, []]);
});
