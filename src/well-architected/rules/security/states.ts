import type { State } from '../../workload/finding';
import type { Possible } from '../../workload/value';

/** One of several ways is enough. */
export function anyOf(states: readonly State[]): State {
  return states.find((state) => state === 'compliant') ?? states.find((state) => state === 'undetermined') ?? 'failing';
}

/** Each of several things must hold. */
export function allOf(states: readonly State[]): State {
  return states.find((state) => state === 'failing') ?? states.find((state) => state === 'undetermined') ?? 'compliant';
}

/** The state of a value that may turn out to be one of several. */
export function stateOf(values: readonly Possible[], holds: (value: unknown) => boolean): State {
  const states = new Set(values.map(({ known, value }): State => (known ? holds(value) ? 'compliant' : 'failing' : 'undetermined')));
  const [state] = states;
  return states.size === 1 ? state : 'undetermined';
}
