import { execFileSync } from 'child_process';
import { mkdirSync, rmSync, symlinkSync } from 'fs';
import { join } from 'path';
import { buildSync } from 'esbuild';

const root = join(__dirname, '..');
const compiled = join(root, 'cdk.out', 'bench');

/** Compiled beforehand, file by file, as a package is: what a compiler costs is not what is measured. */
export function compile(...entryPoints: string[]): void {
  rmSync(compiled, { recursive: true, force: true });
  mkdirSync(compiled, { recursive: true });
  buildSync({
    entryPoints: ['src/**/*.ts', ...entryPoints].map((path) => join(root, path)),
    outdir: compiled,
    outbase: root,
    format: 'cjs',
    platform: 'node',
    target: 'node20',
  });
  symlinkSync(join(root, 'assets'), join(compiled, 'assets'));
  symlinkSync(join(root, 'package.json'), join(compiled, 'package.json'));
}

export function removeCompiled(): void {
  rmSync(compiled, { recursive: true, force: true });
}

/** Runs a compiled module in a process of its own, and reads the last line that it prints as JSON. */
export function runCompiled<T>(module: string, ...args: string[]): T {
  const output = execFileSync(process.execPath, [join(compiled, module), ...args], {
    cwd: root,
    encoding: 'utf8',
    // No validator of CloudFormation templates, which takes longer than everything else, and nothing that the caller's shell has set for CDK.
    env: {
      ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('CDK_'))),
      CDK_VALIDATION: 'false',
    },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  return JSON.parse(output.trim().split('\n').at(-1) ?? '{}') as T;
}

/** In turns, and each round the other way round, so that whatever else the machine does falls on all alike. */
export function inTurns<T>(rounds: number, runs: Record<string, () => T>): Record<string, T[]> {
  const samples: Record<string, T[]> = Object.fromEntries(Object.keys(runs).map((name) => [name, []]));
  const order = Object.entries(runs);
  for (let round = -1; round < rounds; round++) {
    for (const [name, run] of round % 2 === 0 ? order : [...order].reverse()) {
      const sample = run();
      // The first round warms the disk's cache.
      if (round >= 0) samples[name].push(sample);
    }
  }
  return samples;
}
