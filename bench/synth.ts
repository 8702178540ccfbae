import { execFileSync } from 'child_process';
import { mkdirSync, rmSync, symlinkSync } from 'fs';
import { join } from 'path';
import { parseArgs } from 'util';
import { buildSync } from 'esbuild';
import { median, noiseOf } from './statistics';

/* eslint-disable no-console */

interface Sample {
  readonly cdk: number;
  readonly nag: number;
  readonly load: number;
  readonly synth: number;
  readonly warm: number;
}

/** More than a hand-written app may cost, beyond what the control shows to be noise. */
const ALLOWED = 1.05;

const root = join(__dirname, '..');
const compiled = join(root, 'cdk.out', 'bench');
const rounds = Number(parseArgs({ options: { rounds: { type: 'string', default: '11' } } }).values.rounds);
if (!Number.isInteger(rounds) || rounds < 3) throw new Error('`--rounds` must be a whole number from 3 on, because medians are compared');

compile();
const measured = measureAll();
rmSync(compiled, { recursive: true, force: true });
report(measured);

/** Compiled beforehand, file by file, as a package is: what a compiler costs is not what is measured. */
function compile(): void {
  rmSync(compiled, { recursive: true, force: true });
  mkdirSync(compiled, { recursive: true });
  buildSync({
    entryPoints: [join(root, 'src/**/*.ts'), join(root, 'bench/architecture.ts'), join(root, 'bench/measure.ts'), join(root, 'bench/hand-written/*.ts')],
    outdir: compiled,
    outbase: root,
    format: 'cjs',
    platform: 'node',
    target: 'node20',
  });
  symlinkSync(join(root, 'assets'), join(compiled, 'assets'));
}

/** In turns, and each round the other way round, so that whatever else the machine does falls on all alike. */
function measureAll() {
  const runs = {
    construct: { module: 'architecture.js', checks: false, samples: [] as Sample[] },
    handWritten: { module: 'hand-written/app.js', checks: false, samples: [] as Sample[] },
    control: { module: 'hand-written/app.js', checks: false, samples: [] as Sample[] },
    checked: { module: 'architecture.js', checks: true, samples: [] as Sample[] },
  };
  const order = Object.values(runs);
  for (let round = -1; round < rounds; round++) {
    for (const run of round % 2 === 0 ? order : [...order].reverse()) {
      const sample = measure(run.module, run.checks);
      // The first round warms the disk's cache.
      if (round >= 0) run.samples.push(sample);
    }
  }
  return runs;
}

function measure(module: string, checks: boolean): Sample {
  const measureFile = join(compiled, 'bench', 'measure.js');
  const output = execFileSync(process.execPath, [measureFile, join(compiled, 'bench', module), checks ? 'checks' : 'off'], {
    cwd: root,
    encoding: 'utf8',
    // No validator of CloudFormation templates, which takes longer than everything else, and nothing that the caller's shell has set for CDK.
    env: { ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('CDK_'))), CDK_VALIDATION: 'false' },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  return JSON.parse(output.trim().split('\n').at(-1) ?? '{}') as Sample;
}

function report({ construct, handWritten, control, checked }: ReturnType<typeof measureAll>): void {
  const of = (samples: Sample[], part: keyof Sample) => median(samples.map((sample) => sample[part]));
  const against = (samples: Sample[], part: keyof Sample, other: Sample[]) => of(samples, part) / of(other, part);
  // Both runs of the hand-written app are the same thing: twice as many samples to compare with.
  const both = [...handWritten.samples, ...control.samples];
  const ratio = against(construct.samples, 'synth', both);
  const controlRatio = against(control.samples, 'synth', handWritten.samples);
  // What the same app differs from itself by: as measured, or as its runs scatter if that is more.
  const spread = noiseOf(control.samples.map(({ synth }, index) => synth / handWritten.samples[index].synth));
  const limit = ALLOWED + spread;

  console.log(`CPU milliseconds, median of ${rounds} runs, Node ${process.version}\n`);
  row('', 'construct + synth', 'least', 'most', 'when warm', 'load of the app');
  for (const [name, { samples }] of Object.entries({
    'EcommerceArchitecture': construct, 'hand-written': handWritten, 'hand-written again (control)': control, 'EcommerceArchitecture, checks on': checked,
  })) {
    const all = samples.map(({ synth }) => synth);
    row(name, show(of(samples, 'synth')), show(Math.min(...all)), show(Math.max(...all)), show(of(samples, 'warm')), show(of(samples, 'load')));
  }
  console.log();
  row('ratio to hand-written', ratio.toFixed(3), '', '', against(construct.samples, 'warm', both).toFixed(3));
  row('ratio of the control', controlRatio.toFixed(3), '', '', against(control.samples, 'warm', handWritten.samples).toFixed(3));
  row('spread of the control', spread.toFixed(3));
  row('allowed', limit.toFixed(3));
  console.log();
  row('what the checks add', show(of(checked.samples, 'synth') - of(construct.samples, 'synth')));
  row('load of cdk-nag', show(of(checked.samples, 'nag')));
  row('an empty app, loading CDK', show(of(handWritten.samples, 'cdk')));
  if (ratio > limit) {
    console.error('\nThe construct costs more than it may.');
    process.exitCode = 1;
  }
}

function row(...[name, ...cells]: string[]): void {
  console.log((name.padEnd(34) + cells.map((cell) => cell.padStart(18)).join('')).trimEnd());
}

function show(milliseconds: number): string {
  return milliseconds.toFixed(0);
}
