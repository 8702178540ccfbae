import { Token } from 'aws-cdk-lib';

/** An invalid option, and the fix, in the user's terms. */
export interface Problem {
  /** The path of the option from the main construct's props, such as `database.backupRetention`. */
  readonly prop: string;
  readonly expected: string;
  readonly got: unknown;
  readonly fix: string;
}

/** Throws an error in the library's one form: option, expected value, given value, fix. */
export function invalid(problem: Problem): never {
  throw new Error(`\`${problem.prop}\` must be ${problem.expected}, got ${show(problem.got)}: ${problem.fix}`);
}

/** True when a value is known at synthesis. Validation skips undefined and tokens, for which this is false. */
export function isConcrete<T>(value: T | undefined): value is T {
  return value !== undefined && !Token.isUnresolved(value);
}

/**
 * Refuses a token as the value of an option that must be known at synthesis, such as a number of resources.
 *
 * @param prop - path of the option, such as `network.natGateways`
 * @param value - undefined is accepted
 * @param reason - completes the sentence "must be known at synthesis, because ..."
 */
export function requireKnown(prop: string, value: unknown, reason: string): void {
  if (Token.isUnresolved(value)) {
    invalid({ prop, expected: `known at synthesis, because ${reason}`, got: UNKNOWN, fix: 'write the value itself' });
  }
}

/**
 * Requires a whole number within a range.
 *
 * @param prop - path of the option, such as `cache.nodes`
 * @param value - undefined and tokens are accepted
 * @param min - inclusive
 * @param max - inclusive
 * @param fix - tells the user how to repair it, or gives the reason of the range
 */
export function requireInteger(prop: string, value: number | undefined, min: number, max: number, fix: string): void {
  if (isConcrete(value) && (!Number.isInteger(value) || value < min || value > max)) {
    invalid({ prop, expected: `a whole number from ${min} to ${max}`, got: value, fix });
  }
}

/**
 * Requires a text that matches a pattern.
 *
 * @param prop - path of the option, such as `dns.domainName`
 * @param value - undefined and tokens are accepted
 * @param pattern - anchored, because a partial match is a match
 * @param expected - describes the pattern; completes the sentence "must be ..."
 * @param fix - tells the user how to repair it, best with an example
 */
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

/**
 * Refuses an existing resource together with options for creating one, because the options would be ignored silently.
 *
 * @param thing - path of the option that takes the existing resource, such as `network.vpc`
 * @param given - value of that option; undefined when the construct creates the resource
 * @param options - values of the options for creating the resource, by path
 */
export function requireEither(thing: string, given: unknown, options: Readonly<Record<string, unknown>>): void {
  if (given === undefined) return;
  const both = Object.entries(options)
    .filter(([, value]) => value !== undefined)
    .map(([prop]) => `\`${prop}\``);
  if (both.length > 0) {
    throw new Error(
      `\`${thing}\` brings an existing resource, so ${both.join(', ')} would have no effect, got both: ` +
        `remove \`${thing}\` or ${both.join(', ')}`,
    );
  }
}

/** Stands in error messages for a value that is known only at deployment. */
const UNKNOWN = Symbol('a token');

function show(value: unknown): string {
  if (typeof value === 'symbol') return String(value.description);
  return typeof value === 'string' ? `"${value}"` : String(value);
}
