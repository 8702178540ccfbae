/** What a failing rule does: fatal and error fail the synth, and fatal cannot be acknowledged. */
export type Level = 'fatal' | 'error' | 'warning' | 'info';

/** All levels, the gravest first. */
export const LEVELS: readonly Level[] = ['fatal', 'error', 'warning', 'info'];

/** Returns the less grave of two levels. */
export function lesser(one: Level, other: Level): Level {
  return LEVELS.indexOf(one) > LEVELS.indexOf(other) ? one : other;
}
