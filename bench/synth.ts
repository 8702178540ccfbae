import { parseArgs } from 'util';
import { compile, inTurns, removeCompiled, runCompiled } from './processes';
import { median, noiseOf } from './statistics';

/* eslint-disable no-console */

interface Sample {
  readonly cdk: number;
  readonly load: number;
  readonly synth: number;
  readonly warm: number;
}

/** The accepted ratio of the time to that of a hand-written app, without the noise that the control shows. */
const ALLOWED = 1.05;

const rounds = Number(parseArgs({ options: { rounds: { type: 'string', default: '11' } } }).values.rounds);
if (!Number.isInteger(rounds) || rounds < 3) {
  throw new Error('`--rounds` must be a whole number from 3 on, because medians are compared');
}

compile('bench/*.ts', 'bench/hand-written/*.ts');
const measured = inTurns<Sample>(rounds, {
  construct: () => measure('architecture.js'),
  handWritten: () => measure('hand-written/app.js'),
  control: () => measure('hand-written/app.js'),
});
removeCompiled();
report(measured);

function measure(module: string): Sample {
  return runCompiled('bench/measure.js', `./${module}`);
}

function report({ construct, handWritten, control }: Record<string, Sample[]>): void {
  const of = (samples: Sample[], part: keyof Sample) => median(samples.map((sample) => sample[part]));
  const against = (samples: Sample[], part: keyof Sample, other: Sample[]) => of(samples, part) / of(other, part);
  // Both runs of the hand-written app are equivalent, so all their samples are compared.
  const both = [...handWritten, ...control];
  const ratio = against(construct, 'synth', both);
  const controlRatio = against(control, 'synth', handWritten);
  // The noise: the measured difference of the same app, or the standard error of its runs if that is larger.
  const spread = noiseOf(control.map(({ synth }, index) => synth / handWritten[index].synth));
  const limit = ALLOWED + spread;

  console.log(`CPU milliseconds, median of ${rounds} runs, Node ${process.version}\n`);
  row('', 'construct + synth', 'least', 'most', 'when warm', 'load of the app');
  for (const [name, samples] of Object.entries({
    EcommerceArchitecture: construct,
    'hand-written': handWritten,
    'hand-written again (control)': control,
  })) {
    const all = samples.map(({ synth }) => synth);
    row(
      name,
      show(of(samples, 'synth')),
      show(Math.min(...all)),
      show(Math.max(...all)),
      show(of(samples, 'warm')),
      show(of(samples, 'load')),
    );
  }
  console.log();
  row('ratio to hand-written', ratio.toFixed(3), '', '', against(construct, 'warm', both).toFixed(3));
  row('ratio of the control', controlRatio.toFixed(3), '', '', against(control, 'warm', handWritten).toFixed(3));
  row('spread of the control', spread.toFixed(3));
  row('allowed', limit.toFixed(3));
  console.log();
  row('an empty app, loading CDK', show(of(handWritten, 'cdk')));
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
