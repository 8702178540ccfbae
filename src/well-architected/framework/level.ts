/** Severity of a failing rule. Fatal and error fail the synth, and fatal cannot be acknowledged. */
export type Level = 'fatal' | 'error' | 'warning' | 'info';

/** All levels, the most severe first. */
export const LEVELS: readonly Level[] = ['fatal', 'error', 'warning', 'info'];

/** Returns the less severe of two levels. */
export function lesser(one: Level, other: Level): Level {
  return LEVELS.indexOf(one) > LEVELS.indexOf(other) ? one : other;
}
