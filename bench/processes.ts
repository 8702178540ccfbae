import { execFileSync } from 'child_process';
import { mkdirSync, rmSync, symlinkSync } from 'fs';
import { join } from 'path';
import { buildSync } from 'esbuild';

const root = join(__dirname, '..');
const compiled = join(root, 'cdk.out', 'bench');

/** Compiles the sources file by file, as in a package, so that the time of the compiler is not measured. */
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

/**
 * Runs a compiled module in a separate process.
 *
 * @param module - its path in the compiled folder
 * @param args - command line arguments
 * @returns the last line that it prints, parsed as JSON
 */
export function runCompiled<T>(module: string, ...args: string[]): T {
  const output = execFileSync(process.execPath, [join(compiled, module), ...args], {
    cwd: root,
    encoding: 'utf8',
    // Without CDK's validation of templates, which takes longer than everything else, and without variables of CDK in
    // the caller's shell.
    env: {
      ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('CDK_'))),
      CDK_VALIDATION: 'false',
    },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  return JSON.parse(output.trim().split('\n').at(-1) ?? '{}') as T;
}

/**
 * Runs all candidates in alternating order, so that other load of the machine affects them equally.
 *
 * @param rounds - measured rounds, after one that is not measured
 * @param runs - candidates by name
 * @returns the results of each candidate, in the order of the rounds
 */
export function inTurns<T>(rounds: number, runs: Record<string, () => T>): Record<string, T[]> {
  const samples: Record<string, T[]> = Object.fromEntries(Object.keys(runs).map((name) => [name, []]));
  const order = Object.entries(runs);
  for (let round = -1; round < rounds; round++) {
    for (const [name, run] of round % 2 === 0 ? order : [...order].reverse()) {
      const sample = run();
      // The first round only fills the disk's cache.
      if (round >= 0) samples[name].push(sample);
    }
  }
  return samples;
}
