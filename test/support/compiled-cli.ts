import { join } from 'path';
import { buildSync } from 'esbuild';

const ROOT = join(__dirname, '..', '..');

/** Compiles the command line into a copy of the package, as `npx projen compile` does into lib. */
export function compileCli(copy: string): void {
  buildSync({
    entryPoints: [join(ROOT, 'src/cli/**/*.ts')],
    outdir: join(copy, 'lib', 'cli'),
    outbase: join(ROOT, 'src/cli'),
    format: 'cjs',
    platform: 'node',
    target: 'node20',
  });
}
