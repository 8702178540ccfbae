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

// Whichever module of CDK is used first is loaded then. These two one app needs when it is loaded and the other when it is built.
const cdk = cpuOf(() => {
  const { App, Stack } = load('aws-cdk-lib') as Record<string, unknown>;
  return [App, Stack];
});
const nag = cpuOf(() => checks === 'checks' && load('cdk-nag/lib/packs/aws-solutions'));
const entry = cpuOf(() => load(path) as { build(outdir: string, checks: boolean): CdkApp });
const synth = cpuOfSynth();
// A second time nothing is loaded or compiled any more: what is left is the work itself.
const warm = Array.from({ length: WARM_RUNS }, cpuOfSynth).sort((a, b) => a - b)[MIDDLE];

console.log(JSON.stringify({ cdk: cdk.milliseconds, nag: nag.milliseconds, load: entry.milliseconds, synth, warm }));

function cpuOfSynth(): number {
  const outdir = mkdtempSync(join(tmpdir(), 'bench-'));
  const { milliseconds } = cpuOf(() => entry.result.build(outdir, checks === 'checks').synth());
  rmSync(outdir, { recursive: true, force: true });
  return milliseconds;
}

function cpuOf<T>(work: () => T): { result: T; milliseconds: number } {
  const before = process.cpuUsage();
  const result = work();
  const { user, system } = process.cpuUsage(before);
  return { result, milliseconds: (user + system) / 1000 };
}
