import { median, noiseOf } from '../statistics';

/* eslint-disable no-console */

/** Demand with its measurement. */
export interface Result {
  readonly name: string;
  /** Such as `412 req/s`. */
  readonly shop: string;
  readonly other: string;
  readonly ratio: number;
  /** Minimum and maximum of the rounds. */
  readonly spread?: readonly [number, number];
  /** Difference between two measurements of the control: a demand is missed only by more than this. */
  readonly noise: number;
  readonly demand: Demand;
}

export type Demand = { readonly least: number } | { readonly most: number };

export interface Rounds {
  /** One value for each round. */
  readonly shop: readonly number[];
  readonly other: readonly number[];
  /** Second measurement of the other side, in the same rounds. */
  readonly control: readonly number[];
}

/** Rounds are compared one by one, because other work of the machine changes from round to round. */
export function compare(
  name: string,
  { shop, other, control }: Rounds,
  demand: Demand,
  show: (value: number) => string,
): Result {
  const both = other.map((value, index) => (value + control[index]) / 2);
  const ratios = shop.map((value, index) => value / both[index]);
  return {
    name,
    shop: show(median(shop)),
    other: show(median(both)),
    ratio: median(ratios),
    spread: [Math.min(...ratios), Math.max(...ratios)],
    noise: noiseOf(control.map((value, index) => value / other[index])),
    demand,
  };
}

/** Prints the table; returns the number of demands that were missed or could not be decided. */
export function print(title: string, results: readonly Result[]): number {
  console.log(`\n${title}`);
  row('', 'shop', 'other', 'ratio', 'of the rounds', 'noise', 'demanded', '');
  for (const result of results) {
    const { name, shop, other, ratio, spread, noise } = result;
    row(
      name,
      shop,
      other,
      ratio.toFixed(2),
      spread ? `${spread[0].toFixed(2)} - ${spread[1].toFixed(2)}` : '',
      noise === 0 ? '' : noise.toFixed(2),
      wanted(result),
      verdict(result),
    );
  }
  return results.filter((result) => verdict(result) === 'MISSED' || verdict(result) === 'TOO NOISY').length;
}

/** With more noise than this, a result within it decides nothing. */
const MAXIMUM_NOISE = 0.25;

function verdict({ ratio, noise, demand }: Result): 'ok' | 'within noise' | 'TOO NOISY' | 'MISSED' {
  // Distance to the limit on the good side.
  const margin = 'least' in demand ? ratio - demand.least : demand.most - ratio;
  if (margin < -noise) return 'MISSED';
  if (noise > MAXIMUM_NOISE && margin < noise) return 'TOO NOISY';
  return margin < 0 ? 'within noise' : 'ok';
}

function wanted({ demand }: Result): string {
  return 'least' in demand ? `>= ${demand.least.toFixed(1)}` : `<= ${demand.most.toFixed(1)}`;
}

function row(name: string, ...cells: readonly string[]): void {
  console.log((name.padEnd(34) + cells.map((cell) => cell.padStart(15)).join('')).trimEnd());
}
