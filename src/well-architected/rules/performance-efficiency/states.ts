import type { State } from '../../workload/finding';

/** Of several ways one is enough: what nobody knows may be the one. */
export function anyOf(states: readonly State[]): State {
  if (states.includes('compliant')) return 'compliant';
  return states.includes('undetermined') ? 'undetermined' : 'failing';
}

/** Every one must hold. */
export function allOf(states: readonly State[]): State {
  if (states.includes('failing')) return 'failing';
  return states.includes('undetermined') ? 'undetermined' : 'compliant';
}
