import { ChildProcess, fork } from 'child_process';
import { rmSync } from 'fs';
import { join } from 'path';
import { buildSync } from 'esbuild';

const root = join(__dirname, '../..');
const compiled = join(root, 'cdk.out', 'bench-shop');

/**
 * Compiles the measured code, as it is shipped, for a separate process: ts-node loads Node's REPL, whose hooks slow
 * down every promise and event of its process.
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
