import { ChildProcess, fork } from 'child_process';
import { rmSync } from 'fs';
import { join } from 'path';
import { buildSync } from 'esbuild';

const root = join(__dirname, '../..');
const compiled = join(root, 'cdk.out', 'bench-shop');

/**
 * What is measured runs compiled, as it is shipped, and in a process of its own: ts-node loads Node's REPL, and with it hooks that make each
 * promise and each event of its process slower.
 */
export function compile(): void {
  rmSync(compiled, { recursive: true, force: true });
  buildSync({
    entryPoints: ['bare-server', 'load', 'order-process'].map((name) => join(__dirname, `${name}.ts`)),
    outdir: compiled,
    bundle: true,
    packages: 'external',
    format: 'cjs',
    platform: 'node',
    target: 'node20',
    tsconfigRaw: {},
  });
}

export function start(name: string): ChildProcess {
  return fork(join(compiled, `${name}.js`), { execArgv: [], env: { ...process.env, NODE_ENV: 'production' } });
}
