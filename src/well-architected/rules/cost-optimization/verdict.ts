import type { State } from '../../workload/finding';
import type { Possible } from '../../workload/value';

/** Whether something holds; undefined while nobody can know before the deployment. */
export type Verdict = boolean | undefined;

/** Whether a property is right: two sides of a condition that differ leave it open. */
export function verdictOf(values: readonly Possible[], holds: (value: unknown) => boolean): Verdict {
  const verdicts = new Set(values.map(({ known, value }) => (known ? holds(value) : undefined)));
  return verdicts.size === 1 ? [...verdicts][0] : undefined;
}

/** Whether all hold: one that does not settles it. */
export function every(verdicts: readonly Verdict[]): Verdict {
  if (verdicts.includes(false)) return false;
  return verdicts.includes(undefined) ? undefined : true;
}

/** Whether at least one holds. */
export function some(verdicts: readonly Verdict[]): Verdict {
  if (verdicts.includes(true)) return true;
  return verdicts.includes(undefined) ? undefined : false;
}

export function stateOf(verdict: Verdict): State {
  if (verdict === undefined) return 'undetermined';
  return verdict ? 'compliant' : 'failing';
}
