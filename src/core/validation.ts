import { Token } from 'aws-cdk-lib';

/** What is wrong with a prop, in the user's words. */
export interface Problem {
  /** The prop as the user writes it, from the main construct's props, such as `database.backupRetention`. */
  readonly prop: string;
  readonly expected: string;
  readonly got: unknown;
  readonly fix: string;
}

/** The one shape of every error of this library: what, expected, got, fix. */
export function invalid(problem: Problem): never {
  throw new Error(`\`${problem.prop}\` must be ${problem.expected}, got ${show(problem.got)}: ${problem.fix}`);
}

/** True for a value that is known at synth; undefined and tokens are let through unjudged. */
export function isConcrete<T>(value: T | undefined): value is T {
  return value !== undefined && !Token.isUnresolved(value);
}

/** Refuses a token where the value decides how much is made, or how it is called: that cannot wait for the deployment. */
export function requireKnown(prop: string, value: unknown, reason: string): void {
  if (Token.isUnresolved(value)) {
    invalid({ prop, expected: `known at synthesis, because ${reason}`, got: UNKNOWN, fix: 'write the value itself' });
  }
}

export function requireInteger(prop: string, value: number | undefined, min: number, max: number, fix: string): void {
  if (isConcrete(value) && (!Number.isInteger(value) || value < min || value > max)) {
    invalid({ prop, expected: `a whole number from ${min} to ${max}`, got: value, fix });
  }
}

export function requireMatch(
  prop: string,
  value: string | undefined,
  pattern: RegExp,
  expected: string,
  fix: string,
): void {
  if (isConcrete(value) && !pattern.test(value)) {
    invalid({ prop, expected, got: value, fix });
  }
}

/** A thing and the options to make it, given together: one of them would be ignored silently. */
export function requireEither(thing: string, given: unknown, options: Readonly<Record<string, unknown>>): void {
  if (given === undefined) return;
  const both = Object.entries(options)
    .filter(([, value]) => value !== undefined)
    .map(([prop]) => `\`${prop}\``);
  if (both.length > 0) {
    throw new Error(
      `\`${thing}\` brings an existing resource, so ${both.join(', ')} would have no effect, got both: remove \`${thing}\` or ${both.join(', ')}`,
    );
  }
}

/** How errors call a value that is known at deployment only. */
const UNKNOWN = Symbol('a token');

function show(value: unknown): string {
  if (typeof value === 'symbol') return String(value.description);
  return typeof value === 'string' ? `"${value}"` : String(value);
}
