import type { State } from '../../workload/finding';
import type { Possible } from '../../workload/value';

/** Whether something holds; undefined while nobody can know before the deployment. */
export type Verdict = boolean | undefined;

/** Whether a property is right. */
export function verdictOf(values: readonly Possible[], holds: (value: unknown) => boolean): Verdict {
  return alike(values.map(({ known, value }) => (known ? holds(value) : undefined)));
}

/** Of alternatives, of which one will be there: two that differ leave it open. */
export function alike(verdicts: readonly Verdict[]): Verdict {
  const different = new Set(verdicts);
  return different.size === 1 ? [...different][0] : undefined;
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
