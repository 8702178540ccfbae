import type { Expectation, State } from '../../workload/finding';
import type { Resource } from '../../workload/resource';
import type { Possible } from '../../workload/value';

/** Undefined: nobody can know before the deployment. */
export type Verdict = boolean | undefined;

/** Whether something holds for all that a value may turn out to be, or for none of it. */
export function verdictOf(values: readonly Possible[], holds: Expectation['holds']): Verdict {
  const verdicts = new Set(values.map(({ known, value }) => (known ? holds(value) : undefined)));
  return verdicts.size === 1 ? [...verdicts][0] : undefined;
}

export function every(verdicts: readonly Verdict[]): Verdict {
  if (verdicts.includes(false)) return false;
  return verdicts.includes(undefined) ? undefined : true;
}

export function some(verdicts: readonly Verdict[]): Verdict {
  return not(every(verdicts.map(not)));
}

export function not(verdict: Verdict): Verdict {
  return verdict === undefined ? undefined : !verdict;
}

export function stateOf(verdict: Verdict): State {
  if (verdict === undefined) return 'undetermined';
  return verdict ? 'compliant' : 'failing';
}

/** Whether something holds for an item of a list; a list that is a token may hold anything. */
export function someItem(resource: Resource, path: string, holds: (item: string) => Verdict): Verdict {
  const hidden = resource.values(path).filter(({ known }) => !known).map(() => undefined);
  return some([...hidden, ...itemPaths(resource, path).map(holds)]);
}

/** The paths of a list's items; with a condition in the list, the items of both its sides share their places. */
export function itemPaths(resource: Resource, path: string): string[] {
  return resource.list(path).map((_, index) => `${path}.${index}`)
    .filter((item) => resource.values(item).some(({ known, value }) => !known || value !== undefined));
}
