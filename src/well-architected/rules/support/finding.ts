import { unanimous, stateOf, verdictIn, verdictOf } from './verdict';
import type { State, Verdict } from './verdict';
import type { Level } from '../../framework/level';
import type { Resource } from '../../workload/resource';
import { intrinsicOf, isGiven } from '../../workload/value';
import type { Possible } from '../../workload/value';

/** Observation of a rule at one place. */
export interface Finding {
  readonly state: State;

  /** Resource that is assessed, or the one nearest to what is missing. */
  readonly resource: Resource;

  /** Place in the resource: `Properties.MultiAZ`, `DeletionPolicy`; empty for the resource as a whole. */
  readonly property: string;

  /** Value that was found, as text. */
  readonly actual: string;

  /** Value that is expected, as text. */
  readonly expected: string;

  /**
   * Distinguishes several findings of one rule on one resource: follows the id in brackets, and can be acknowledged
   * alone.
   */
  readonly item?: string;

  /** Level of this finding where it is lower than the rule's. */
  readonly level?: Level;
}

/** Item and level of a finding. */
export interface FindingOptions {
  readonly item?: string;
  readonly level?: Level;
}

/** Item, level and place of a finding. */
export interface FoundOptions extends FindingOptions {
  /** Place in the resource; undefined for the resource as a whole. */
  readonly property?: string;
}

/** Expected value of a property. */
export interface Expectation extends FindingOptions {
  /** Value that is expected, for people. */
  readonly expected: string;

  /** True when a known value is right. An absent property has the value undefined. */
  readonly holds: (value: unknown) => boolean;
}

const MAX_TEXT = 200;

/** Returns a value as a report shows it, shortened where it is too long. */
export function show(value: unknown): string {
  const text = value === undefined ? 'not set' : typeof value === 'string' ? value : JSON.stringify(value);
  return text.length > MAX_TEXT ? `${text.slice(0, MAX_TEXT - 1)}…` : text;
}

/**
 * Assesses a property by its value. A token is undetermined, and so is a condition of which only one branch is right.
 *
 * @param path - path below `Properties`, keys joined by dots
 */
export function verify(resource: Resource, path: string, expectation: Expectation): Finding {
  return assess(resource, `Properties.${path}`, resource.values(path), expectation);
}

/**
 * Assesses an attribute beside the properties, such as `DeletionPolicy`.
 *
 * @param path - path below the resource, keys joined by dots
 */
export function verifyAttribute(resource: Resource, path: string, expectation: Expectation): Finding {
  return assess(resource, path, resource.attributeValues(path), expectation);
}

/**
 * Assesses values that were found in another place or computed.
 *
 * @param property - place that the finding shows
 * @param values - alternatives, of which the deployment will use one
 */
export function assess(
  resource: Resource,
  property: string,
  values: readonly Possible[],
  { expected, holds, item, level }: Expectation,
): Finding {
  const actual = [...new Set(values.map(({ value }) => show(value)))].join(' or ');
  return { resource, property, state: stateOf(verdictOf(values, holds)), expected, actual, item, level };
}

/**
 * Assesses whether a property is set. A reference to a resource or an import sets it. A parameter may be empty, and a
 * token around the property may or may not contain it; both are undetermined.
 *
 * @param path - path below `Properties`, keys joined by dots
 * @param expected - value that is expected, for people
 */
export function verifyPresent(
  resource: Resource,
  path: string,
  expected: string,
  options: FindingOptions = {},
): Finding {
  const around = path.includes('.')
    ? resource
        .values(path.slice(0, path.lastIndexOf('.')))
        .filter(({ known }) => !known)
        .map(({ value }) => value)
    : [];
  const values = resource
    .values(path)
    .map((possible): Possible =>
      possible.known || around.includes(possible.value) || isParameter(resource, possible.value)
        ? possible
        : { known: true, value: show(possible.value) },
    );
  return assess(resource, `Properties.${path}`, values, { ...options, expected, holds: isGiven });
}

function isParameter(resource: Resource, value: unknown): boolean {
  return intrinsicOf(value) === 'Ref' && !resource.template.resources.has(String((value as { Ref: unknown }).Ref));
}

/**
 * Creates a finding about a resource, or about what is missing beside it.
 *
 * @param state - a verdict is converted: true is compliant, false is failing, undefined is undetermined
 */
export function found(
  resource: Resource,
  state: State | Verdict,
  expected: string,
  actual: string,
  options: FoundOptions = {},
): Finding {
  const { property = '', item, level } = options;
  return {
    resource,
    property,
    expected,
    actual,
    item,
    level,
    state: typeof state === 'string' ? state : stateOf(state),
  };
}

/**
 * Returns the best of several findings, where one of them is enough: a compliant one, else an undetermined one, else
 * the first.
 */
export function bestOf(findings: readonly Finding[]): Finding {
  return inState(findings, 'compliant') ?? inState(findings, 'undetermined') ?? findings[0];
}

/**
 * Returns the worst of several findings, where all must be compliant: a failing one, else an undetermined one, else the
 * first, if there is one.
 */
export function worstOf(findings: readonly Finding[]): Finding[] {
  const shown = inState(findings, 'failing') ?? inState(findings, 'undetermined') ?? findings[0];
  return shown ? [shown] : [];
}

function inState(findings: readonly Finding[], state: State): Finding | undefined {
  return findings.find((finding) => finding.state === state);
}

/**
 * Returns the first of several findings about one place, with the state on which all agree; undetermined where they
 * differ.
 */
export function agreed(findings: readonly Finding[]): Finding[] {
  return findings.slice(0, 1).map((first) => ({ ...first, state: stateOf(unanimous(findings.map(verdictIn))) }));
}
