import { mkdtempSync, rmSync } from 'fs';
import { createRequire } from 'module';
import { tmpdir } from 'os';
import { join } from 'path';
import { cpuOf } from './cpu';

/* eslint-disable no-console */

/**
 * One measurement in a separate process: `measure-checks.js production on` runs the example as its users do,
 * `measure-checks.js 16 off` an app with that many shops. Prints CPU milliseconds as JSON.
 */
const [, , what, checks] = process.argv;
const load = createRequire(__filename);

const nagPack = cpuOf(() => load('cdk-nag/lib/nag-pack'));
const nagRoot = checks === 'nag' ? cpuOf(() => load('cdk-nag')).milliseconds : 0;
const library = cpuOf(() => load('../src') as typeof import('../src'));
const { EcommerceArchitecture, WellArchitected } = library.result;
if (checks !== 'on') WellArchitected.enforce = () => WellArchitected.off();

const outdir = mkdtempSync(join(tmpdir(), 'bench-'));
const synth = cpuOf(what === 'production' ? runExample : () => runShops(Number(what)));
rmSync(outdir, { recursive: true, force: true });
console.log(
  JSON.stringify({ nagPack: nagPack.milliseconds, nagRoot, library: library.milliseconds, synth: synth.milliseconds }),
);

/** Runs the unchanged example, which ends with its synthesis. */
function runExample(): void {
  process.env.CDK_OUTDIR = outdir;
  load('../examples/production/app');
}

function runShops(count: number): void {
  const { App, Stack } = load('aws-cdk-lib') as typeof import('aws-cdk-lib');
  const app = new App({ outdir });
  for (let index = 0; index < count; index++) {
    new EcommerceArchitecture(new Stack(app, `Stack${index}`), 'Shop', { wellArchitected: WellArchitected.enforce() });
  }
  app.synth();
}
