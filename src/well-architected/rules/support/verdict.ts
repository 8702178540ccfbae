import type { Resource } from '../../workload/resource';
import { possibleValues } from '../../workload/value';
import type { Possible } from '../../workload/value';

/** Undetermined: a token stands where the value would be, so that nobody can know before the deployment. */
export type State = 'compliant' | 'failing' | 'undetermined';

/** Whether something holds; undefined where nobody can know before the deployment. */
export type Verdict = boolean | undefined;

export function stateOf(verdict: Verdict): State {
  if (verdict === undefined) return 'undetermined';
  return verdict ? 'compliant' : 'failing';
}

/** What a finding says, to be weighed with other verdicts. */
export function verdictIn({ state }: { readonly state: State }): Verdict {
  return state === 'undetermined' ? undefined : state === 'compliant';
}

/** Whether something holds for all that a value may turn out to be, or for none of it. */
export function verdictOf(values: readonly Possible[], holds: (value: unknown) => boolean): Verdict {
  return alike(values.map(({ known, value }) => (known ? holds(value) : undefined)));
}

/** What all of them say. They are about alternatives, of which one will be there: where they differ, and where there are none, nobody can know. */
export function alike(verdicts: readonly Verdict[]): Verdict {
  const different = new Set(verdicts);
  return different.size === 1 ? [...different][0] : undefined;
}

/** One of several ways is enough: true when one holds, false only when each is known not to. */
export function anyOf(verdicts: readonly Verdict[]): Verdict {
  if (verdicts.includes(true)) return true;
  return verdicts.includes(undefined) ? undefined : false;
}

/** Each of several things must hold: false when one does not, true only when each is known to. */
export function everyOf(verdicts: readonly Verdict[]): Verdict {
  if (verdicts.includes(false)) return false;
  return verdicts.includes(undefined) ? undefined : true;
}

export function not(verdict: Verdict): Verdict {
  return verdict === undefined ? undefined : !verdict;
}

/** Whether a list has such an item: the list, or an item of it, may be a condition or a token. */
export function contains(resource: Resource, path: string, isIt: (item: unknown) => Verdict): Verdict {
  const amongItems = (items: unknown) =>
    anyOf(
      (Array.isArray(items) ? items : []).map((item) =>
        alike(possibleValues(resource.template, item).map(({ known, value }) => (known ? isIt(value) : undefined))),
      ),
    );
  return alike(resource.values(path).map(({ known, value }) => (known ? amongItems(value) : undefined)));
}

/** The same where an item is judged by what stands below its path. */
export function someItem(resource: Resource, path: string, holds: (item: string) => Verdict): Verdict {
  const hidden = resource
    .values(path)
    .filter(({ known }) => !known)
    .map(() => undefined);
  return anyOf([...hidden, ...resource.itemPaths(path).map(holds)]);
}
