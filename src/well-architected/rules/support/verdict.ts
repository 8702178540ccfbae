import type { Resource } from '../../workload/resource';
import { possibleValues } from '../../workload/value';
import type { Possible } from '../../workload/value';

/** State of a finding. Undetermined: the value is a token that is known only at deployment. */
export type State = 'compliant' | 'failing' | 'undetermined';

/** True when something holds; undefined when that is known only at deployment. */
export type Verdict = boolean | undefined;

export function stateOf(verdict: Verdict): State {
  if (verdict === undefined) return 'undetermined';
  return verdict ? 'compliant' : 'failing';
}

/** Returns the state of a finding as a verdict, to be combined with other verdicts. */
export function verdictIn({ state }: { readonly state: State }): Verdict {
  return state === 'undetermined' ? undefined : state === 'compliant';
}

/**
 * Returns true when all possible values are right, false when none is, undefined otherwise.
 *
 * @param holds - true when a known value is right
 */
export function verdictOf(values: readonly Possible[], holds: (value: unknown) => boolean): Verdict {
  return unanimous(values.map(({ known, value }) => (known ? holds(value) : undefined)));
}

/**
 * Returns the common verdict of alternatives, of which the deployment will use one. It is undefined where they differ
 * or where there are none.
 */
export function unanimous(verdicts: readonly Verdict[]): Verdict {
  const different = new Set(verdicts);
  return different.size === 1 ? [...different][0] : undefined;
}

/** Returns true when one of several ways holds, false when each is known not to hold. */
export function anyOf(verdicts: readonly Verdict[]): Verdict {
  if (verdicts.includes(true)) return true;
  return verdicts.includes(undefined) ? undefined : false;
}

/** Returns false when one of several requirements does not hold, true when each is known to hold. */
export function everyOf(verdicts: readonly Verdict[]): Verdict {
  if (verdicts.includes(false)) return false;
  return verdicts.includes(undefined) ? undefined : true;
}

export function not(verdict: Verdict): Verdict {
  return verdict === undefined ? undefined : !verdict;
}

/**
 * Returns true when a list has such an item. The list, or an item of it, may be a condition or a token.
 *
 * @param isIt - true for the item that is looked for, undefined where that is unknown
 */
export function contains(resource: Resource, path: string, isIt: (item: unknown) => Verdict): Verdict {
  const amongItems = (items: unknown) =>
    anyOf(
      (Array.isArray(items) ? items : []).map((item) =>
        unanimous(possibleValues(resource.template, item).map(({ known, value }) => (known ? isIt(value) : undefined))),
      ),
    );
  return unanimous(resource.values(path).map(({ known, value }) => (known ? amongItems(value) : undefined)));
}

/**
 * Returns the same for items that are assessed by the values below their path.
 *
 * @param holds - receives the path of an item
 */
export function someItem(resource: Resource, path: string, holds: (item: string) => Verdict): Verdict {
  const hidden = resource
    .values(path)
    .filter(({ known }) => !known)
    .map(() => undefined);
  return anyOf([...hidden, ...resource.itemPaths(path).map(holds)]);
}
