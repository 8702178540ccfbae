import { invalid } from './validation';

/**
 * Refuses a variable name that matches one of the patterns, because the architecture sets such variables itself.
 *
 * @param prop - the option that holds the variables, such as `web.environment`; part of the error message
 * @param name - of the variable, as the user wrote it
 * @param reserved - patterns of names that users may not set
 */
export function requireUnreservedName(prop: string, name: string, ...reserved: readonly RegExp[]): void {
  if (reserved.some((pattern) => pattern.test(name))) {
    invalid({
      prop,
      expected: 'a map without names that the architecture sets itself',
      got: name,
      fix: 'rename the variable',
    });
  }
}
