import type { State } from '../../workload/finding';
import type { Resource } from '../../workload/resource';
import { possibleValues } from '../../workload/value';

/** True, false, or undefined while a token hides which of them. */
export type Verdict = boolean | undefined;

export function stateOf(verdict: Verdict): State {
  return verdict === undefined ? 'undetermined' : verdict ? 'compliant' : 'failing';
}

/** True when one of them is; false only when each of them is known to be. */
export function anyOf(verdicts: readonly Verdict[]): Verdict {
  if (verdicts.includes(true)) return true;
  return verdicts.includes(undefined) ? undefined : false;
}

/** False when one of them is; true only when each of them is known to be. */
export function everyOf(verdicts: readonly Verdict[]): Verdict {
  if (verdicts.includes(false)) return false;
  return verdicts.includes(undefined) ? undefined : true;
}

/** What they all say, or undefined when they differ. */
export function allOf(verdicts: readonly Verdict[]): Verdict {
  const [first] = verdicts;
  return verdicts.every((verdict) => verdict === first) ? first : undefined;
}

/** Whether a list property has such an item: the list, or an item of it, may be a condition or a token. */
export function contains(resource: Resource, path: string, isIt: (item: unknown) => Verdict): Verdict {
  return allOf(resource.values(path).map(({ known, value }) => (known ? holds(resource, value, isIt) : undefined)));
}

function holds(resource: Resource, list: unknown, isIt: (item: unknown) => Verdict): Verdict {
  const items = Array.isArray(list) ? list : [];
  return anyOf(items.map((item) => allOf(possibleValues(resource.template, item).map(({ known, value }) => (known ? isIt(value) : undefined)))));
}
