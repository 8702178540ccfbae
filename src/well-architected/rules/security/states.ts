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

/** Only one of several things will be deployed, and nobody knows which. */
export function oneOf(states: readonly State[]): State {
  const [state, ...others] = states;
  return state !== undefined && others.every((other) => other === state) ? state : 'undetermined';
}

/** The state of a value that may turn out to be one of several. */
export function stateOf(values: readonly Possible[], holds: (value: unknown) => boolean): State {
  return oneOf(values.map(({ known, value }) => (known ? holds(value) ? 'compliant' : 'failing' : 'undetermined')));
}
