import { alike, stateOf, verdictIn, verdictOf } from './verdict';
import type { State, Verdict } from './verdict';
import type { Level } from '../../framework/level';
import type { Resource } from '../../workload/resource';
import { intrinsicOf, isGiven } from '../../workload/value';
import type { Possible } from '../../workload/value';

/** What a rule saw in one place. */
export interface Finding {
  readonly state: State;

  /** The resource judged, or the one nearest to what is missing. */
  readonly resource: Resource;

  /** Where in the resource: `Properties.MultiAZ`, `DeletionPolicy`; empty for the resource as a whole. */
  readonly property: string;

  /** What stands there, as text. */
  readonly actual: string;

  /** What should stand there, as text. */
  readonly expected: string;

  /** Tells several findings of one rule on one resource apart: stands in brackets after the id, and can be acknowledged by itself. */
  readonly item?: string;

  /** Where this finding weighs less than the rule. */
  readonly level?: Level;
}

/** What tells a finding apart or makes it weigh less. */
export interface FindingOptions {
  readonly item?: string;
  readonly level?: Level;
}

export interface FoundOptions extends FindingOptions {
  /** Where in the resource; the resource as a whole when it is not given. */
  readonly property?: string;
}

export interface Expectation extends FindingOptions {
  /** What should stand there, for people. */
  readonly expected: string;

  /** Whether a value that is known is right; undefined means that the property is absent. */
  readonly holds: (value: unknown) => boolean;
}

const MAX_TEXT = 200;

/** A value as a reader sees it in a report. */
export function show(value: unknown): string {
  const text = value === undefined ? 'not set' : typeof value === 'string' ? value : JSON.stringify(value);
  return text.length > MAX_TEXT ? `${text.slice(0, MAX_TEXT - 1)}…` : text;
}

/** Judges a property by its value: a token is undetermined, and so is a condition of which only one side is right. */
export function verify(resource: Resource, path: string, expectation: Expectation): Finding {
  return judge(resource, `Properties.${path}`, resource.values(path), expectation);
}

/** The same for what stands beside the properties, such as `DeletionPolicy`. */
export function verifyAttribute(resource: Resource, path: string, expectation: Expectation): Finding {
  return judge(resource, path, resource.attributeValues(path), expectation);
}

/** Judges values that were found elsewhere or computed. */
export function judge(
  resource: Resource,
  property: string,
  values: readonly Possible[],
  { expected, holds, item, level }: Expectation,
): Finding {
  const actual = [...new Set(values.map(({ value }) => show(value)))].join(' or ');
  return { resource, property, state: stateOf(verdictOf(values, holds)), expected, actual, item, level };
}

/**
 * Judges whether a property is given at all: a reference to a resource or an import gives it. A parameter may be empty, and a token around the
 * property may hold it or not.
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
  return judge(resource, `Properties.${path}`, values, { ...options, expected, holds: isGiven });
}

function isParameter(resource: Resource, value: unknown): boolean {
  return intrinsicOf(value) === 'Ref' && !resource.template.resources.has(String((value as { Ref: unknown }).Ref));
}

/** A finding about the resource, or about what is missing beside it. */
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

/** Where one of several places is enough: the one that is right, else one that nobody knows yet, else the first. */
export function bestOf(findings: readonly Finding[]): Finding {
  return inState(findings, 'compliant') ?? inState(findings, 'undetermined') ?? findings[0];
}

/** Where all of several must hold: one that does not, else one that nobody knows yet, else the first, if there are any. */
export function worstOf(findings: readonly Finding[]): Finding[] {
  const shown = inState(findings, 'failing') ?? inState(findings, 'undetermined') ?? findings[0];
  return shown ? [shown] : [];
}

function inState(findings: readonly Finding[], state: State): Finding | undefined {
  return findings.find((finding) => finding.state === state);
}

/** Several looks at one thing, each with another value beside it: sure only where all come to the same verdict. */
export function agreed(findings: readonly Finding[]): Finding[] {
  return findings.slice(0, 1).map((first) => ({ ...first, state: stateOf(alike(findings.map(verdictIn))) }));
}
