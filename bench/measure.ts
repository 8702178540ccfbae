import { mkdtempSync, rmSync } from 'fs';
import { createRequire } from 'module';
import { tmpdir } from 'os';
import { join } from 'path';
import type { App as CdkApp } from 'aws-cdk-lib';

/* eslint-disable no-console */

/** One measurement in a process of its own: `measure.js <module> [checks]`. Prints CPU milliseconds as JSON. */
const [, , path, checks] = process.argv;
const load = createRequire(__filename);
const WARM_RUNS = 5;
const MIDDLE = 2;

// An empty app first: whichever part of CDK's core is used first is loaded then, and one app would do that when its module is loaded,
// the other when it is built.
const cdk = cpuOf(() => synthOf((outdir) => {
  const { App, Stack } = load('aws-cdk-lib') as typeof import('aws-cdk-lib');
  const empty = new App({ outdir });
  new Stack(empty, 'Empty');
  return empty;
}));
const nag = cpuOf(() => checks === 'checks' && load('cdk-nag/lib/packs/aws-solutions'));
const entry = cpuOf(() => load(path) as { build(outdir: string, checks: boolean): CdkApp });
const synth = cpuOfSynth();
// A second time nothing is loaded or compiled any more: what is left is the work itself.
const warm = Array.from({ length: WARM_RUNS }, cpuOfSynth).sort((a, b) => a - b)[MIDDLE];

console.log(JSON.stringify({ cdk: cdk.milliseconds, nag: nag.milliseconds, load: entry.milliseconds, synth, warm }));

function cpuOfSynth(): number {
  return cpuOf(() => synthOf((outdir) => entry.result.build(outdir, checks === 'checks'))).milliseconds;
}

function synthOf(build: (outdir: string) => CdkApp): void {
  const outdir = mkdtempSync(join(tmpdir(), 'bench-'));
  build(outdir).synth();
  rmSync(outdir, { recursive: true, force: true });
}

function cpuOf<T>(work: () => T): { result: T; milliseconds: number } {
  const before = process.cpuUsage();
  const result = work();
  const { user, system } = process.cpuUsage(before);
  return { result, milliseconds: (user + system) / 1000 };
}
