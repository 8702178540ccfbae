import { parseArgs } from 'util';
import { compile, inTurns, removeCompiled, runCompiled } from './processes';
import { median, noiseOf } from './statistics';

/* eslint-disable no-console */

interface Sample {
  readonly nagPack: number;
  readonly nagRoot: number;
  readonly library: number;
  readonly synth: number;
}

/** The time that the checks may add to the synthesis of `production`, above the noise that the control shows. */
const ALLOWED = 0.35;

/** The accepted ratio of the time for each shop, with sixteen shops in an app instead of four. */
const GROWTH = 1.25;

const SHOPS = [1, 2, 4, 8, 16];

const { values } = parseArgs({
  options: { rounds: { type: 'string', default: '11' }, growth: { type: 'string', default: '3' } },
});
const rounds = wholeNumber('--rounds', values.rounds);
const growthRounds = wholeNumber('--growth', values.growth);

compile('bench/*.ts', 'examples/production/app.ts');
const one = inTurns<Sample>(rounds, {
  on: () => measure('production', 'on'),
  off: () => measure('production', 'off'),
  control: () => measure('production', 'off'),
});
const loads = inTurns<Sample>(3, { nag: () => measure('production', 'nag') });
const many = inTurns<Sample>(
  growthRounds,
  Object.fromEntries(
    SHOPS.flatMap((count) =>
      ['on', 'off'].map((checks) => [`${count} ${checks}`, () => measure(String(count), checks)]),
    ),
  ),
);
removeCompiled();
reportShare(one);
reportLoads(one, loads);
reportGrowth(many);

function measure(what: string, checks: string): Sample {
  return runCompiled('bench/measure-checks.js', what, checks);
}

function wholeNumber(option: string, given: string): number {
  const number = Number(given);
  if (!Number.isInteger(number) || number < 3) {
    throw new Error(`\`${option}\` must be a whole number from 3 on, because medians are compared`);
  }
  return number;
}

function synthOf(samples: readonly Sample[]): number {
  return median(samples.map(({ synth }) => synth));
}

function reportShare({ on, off, control }: Record<string, Sample[]>): void {
  const without = synthOf([...off, ...control]);
  const share = synthOf(on) / without - 1;
  const spread = noiseOf(control.map(({ synth }, index) => synth / off[index].synth));
  console.log(`examples/production, CPU milliseconds, median of ${rounds} runs, Node ${process.version}\n`);
  row('construct + synth, checks on', synthOf(on).toFixed(0));
  row('checks off', synthOf(off).toFixed(0));
  row('checks off again (control)', synthOf(control).toFixed(0));
  row('what the checks add', (synthOf(on) - without).toFixed(0));
  row('as a share of the synth', share.toFixed(3));
  row('ratio of the control', (synthOf(control) / synthOf(off)).toFixed(3));
  row('spread of the control', spread.toFixed(3));
  row('allowed', (ALLOWED + spread).toFixed(3));
  if (share > ALLOWED + spread) fail('The checks cost more than they may.');
}

function reportLoads({ on }: Record<string, Sample[]>, { nag }: Record<string, Sample[]>): void {
  const of = (samples: readonly Sample[], part: keyof Sample) =>
    median(samples.map((sample) => sample[part])).toFixed(0);
  console.log();
  row("load of cdk-nag's base class", of(on, 'nagPack'));
  row('load of this library after it', of(on, 'library'));
  row('load of the rest of cdk-nag (avoided)', of(nag, 'nagRoot'));
}

/** Measures the time that the checks add for each shop, in apps with an increasing number of shops. */
function reportGrowth(samples: Record<string, Sample[]>): void {
  const added = SHOPS.map((count) => synthOf(samples[`${count} on`]) - synthOf(samples[`${count} off`]));
  console.log(`\nshops in one app, median of ${growthRounds} runs\n`);
  row('', 'checks add', 'for each shop', 'of the synth');
  for (const [index, count] of SHOPS.entries()) {
    const share = added[index] / synthOf(samples[`${count} off`]);
    row(`${count}`, added[index].toFixed(0), (added[index] / count).toFixed(0), share.toFixed(3));
  }
  // From four shops on, because the first ones include what is compiled and created once.
  const each = (count: number) => added[SHOPS.indexOf(count)] / count;
  const growth = each(16) / each(4);
  console.log();
  row('a shop of 16 to a shop of 4', growth.toFixed(3));
  row('allowed', GROWTH.toFixed(3));
  if (growth > GROWTH) fail('The checks do not grow with the number of shops alone.');
}

function row(...[name, ...cells]: string[]): void {
  console.log((name.padEnd(40) + cells.map((cell) => cell.padStart(16)).join('')).trimEnd());
}

function fail(message: string): void {
  console.error(`\n${message}`);
  process.exitCode = 1;
}
