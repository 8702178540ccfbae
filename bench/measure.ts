import { mkdtempSync, rmSync } from 'fs';
import { createRequire } from 'module';
import { tmpdir } from 'os';
import { join } from 'path';
import type { App as CdkApp } from 'aws-cdk-lib';
import { cpuOf } from './cpu';

/* eslint-disable no-console */

/** One measurement in a separate process: `measure.js <module>`. Prints CPU milliseconds as JSON. */
const [, , path] = process.argv;
const load = createRequire(__filename);
const WARM_RUNS = 5;
const MIDDLE = 2;

// An empty app first, so that CDK's core is loaded. Otherwise one app would load it with its module, the other when it
// is built.
const cdk = cpuOf(() =>
  synthOf((outdir) => {
    const { App, Stack } = load('aws-cdk-lib') as typeof import('aws-cdk-lib');
    const empty = new App({ outdir });
    new Stack(empty, 'Empty');
    return empty;
  }),
);
const entry = cpuOf(() => load(path) as { build(outdir: string): CdkApp });
const synth = cpuOfSynth();
// In further runs nothing is loaded or compiled, so only the synthesis is measured.
const warm = Array.from({ length: WARM_RUNS }, cpuOfSynth).sort((a, b) => a - b)[MIDDLE];

console.log(JSON.stringify({ cdk: cdk.milliseconds, load: entry.milliseconds, synth, warm }));

function cpuOfSynth(): number {
  return cpuOf(() => synthOf((outdir) => entry.result.build(outdir))).milliseconds;
}

function synthOf(build: (outdir: string) => CdkApp): void {
  const outdir = mkdtempSync(join(tmpdir(), 'bench-'));
  build(outdir).synth();
  rmSync(outdir, { recursive: true, force: true });
}
